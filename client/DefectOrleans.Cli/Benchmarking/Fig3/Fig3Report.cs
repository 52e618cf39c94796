using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas.Text;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking.Fig3;

/// <summary>Our errors beside the paper's.</summary>
internal sealed class Fig3Report(IReadOnlyList<Fig3Row> rows, string settings)
{
    private static readonly (string Key, string Name)[] Properties = [(Fig3Row.Energy, "E per site"), (Fig3Row.Gap, "gap")];

    private static readonly string[] Headings =
        ["Property", "Set", "Trained on", "Structures", "Ours", "median", .. PaperErrors.Methods];

    private static readonly string[] CurveHeadings = ["Material", "Training structures", "E per site", "gap"];

    /// <summary>Writes the tables for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(3, Headings);
        foreach (var row in TableRows())
            table.Add(row);
        console.Write(table);
        console.Line("Mean absolute errors in meV on structures that did not train; ± is the spread of the trials.");
        if (!Curve().Any())
            return;
        var curve = Tables.New(1, CurveHeadings);
        foreach (var row in CurveRows())
            curve.Add(row);
        console.Write(curve);
    }

    /// <summary>All of it as a document.</summary>
    public object Json() => new
    {
        rows = rows.Where(r => r.Case.Few is null).Select(r => new
        {
            material = r.Case.Material,
            density = r.Case.Dense ? "high" : "low",
            terms = r.Case.Terms,
            training_structures = r.Trained,
            triples = r.Case.Triples,
            test_structures = r.Tested,
            energy_per_site = Cell(r, Fig3Row.Energy, gap: false),
            gap = Cell(r, Fig3Row.Gap, gap: true),
            trials = r.Trials.Select(t => new
            {
                seed = t.Seed,
                gap_rule = t.Book.GapRule.ToString(),
                seconds = t.Book.Provenance.Seconds,
                energy_per_site_meV = t.Errors.Errors[Fig3Row.Energy].MeanAbsolute,
                gap_meV = t.Errors.Errors[Fig3Row.Gap].MeanAbsolute,
                coverage_90 = t.Errors.Coverage,
            }),
        }),
        learning_curve = Curve().Select(r => new
        {
            material = r.Case.Material,
            training_structures = r.Trained,
            energy_per_site_meV = r.Error(Fig3Row.Energy),
            gap_meV = r.Error(Fig3Row.Gap),
        }),
        settings,
    };

    /// <summary>A page with the tables, what the residuals look like, and formulas and figures of each first trial.</summary>
    public Markdown Page(string command, Machine machine, DateTimeOffset date, Fig3Figures figures)
    {
        var page = new Markdown("Accuracy on MoS2 and WSe2", command, machine, date)
            .Say(settings)
            .Say(Paragraph.Of(typeof(Fig3Report), "fig3-columns"))
            .Table(3, Headings, TableRows());
        if (Curve().Any())
            page.Say("## Learning curve").Say("Low density, pairs only: errors in meV against the number of training structures.")
                .Table(1, CurveHeadings, CurveRows());
        foreach (var row in rows.Where(r => r.Case.Few is null))
            Describe(page, row, figures);
        return page;
    }

    private static void Describe(Markdown page, Fig3Row row, Fig3Figures figures)
    {
        var trial = row.Trials[0];
        page.Say($"## {row.Case.Name}")
            .Say(RuleOf(trial.Book) + CoverageOf(trial))
            .Say("Errors by class of defects, the largest sums first, meV:")
            .Table(1, ["Defects", "Structures", "E per site", "median", "gap", "median"], trial.Errors.Classes
                .OrderByDescending(c => c.Structures * c.Errors[Fig3Row.Energy].MeanAbsolute).Take(8)
                .Select(c => (string[])
                [
                    Written.Defects(c.Defects), Written.Count(c.Structures),
                    .. Properties.SelectMany(p =>
                        (string[])[Written.MeV(c.Errors[p.Key].MeanAbsolute), Written.MeV(c.Errors[p.Key].Median)]),
                ]))
            .Say("Formulas, eV, r in Å:")
            .Table(3, ["Pair", "Property", "Formula", "Complexity"],
                BookFormula.From(trial.Book, pareto: false).Select(f => (string[])
                [
                    f.Channel, Written.Name(f.Of.Property), Markdown.Code(f.Rounded(FormulaLanguage.Text)),
                    Written.Count(f.Complexity),
                ]));
        foreach (var (shows, link) in figures.Write(row))
            page.Figure(shows, link);
    }

    private static string RuleOf(FormulaBook book) => book.GapRule == GapRule.LevelsApart
        ? "Gap: the lowest of the pairs' LUMO less the highest of their HOMO (chosen by left-out training structures)."
        : "Gap: the lowest of the pairs' gaps.";

    private static string CoverageOf(Fig3Trial trial) =>
        trial.Errors.Coverage.IsEmpty ? "" : " Intervals that should hold 90 % of the structures hold "
            + string.Join(" and ", Properties.Where(p => trial.Errors.Coverage.ContainsKey(p.Key))
                .Select(p =>
                    string.Create(CultureInfo.InvariantCulture, $"{100 * trial.Errors.Coverage[p.Key]:0} % ({p.Name})"))) + ".";

    private object Cell(Fig3Row row, string property, bool gap) => new
    {
        mae_meV = row.Error(property),
        median_meV = row.Median(property),
        spread_meV = row.Spread(property),
        paper_meV = PaperErrors.Methods.Zip(PaperErrors.Of(row.Case.Material, row.Case.Dense, gap))
            .ToDictionary(p => p.First, p => p.Second),
    };

    private IEnumerable<Fig3Row> Curve()
    {
        var sizes = rows.Where(r => r.Case.Few is not null).ToLookup(r => r.Case.Material);
        return sizes.SelectMany(s =>
            s.Concat(rows.Where(r => r.Case == new Fig3Case(s.Key, Dense: false))).OrderBy(r => r.Trained));
    }

    private IEnumerable<string[]> CurveRows() => Curve().Select(r => (string[])
        [r.Case.Material, Written.Count(r.Trained), Written.MeV(r.Error(Fig3Row.Energy)), Written.MeV(r.Error(Fig3Row.Gap))]);

    private IEnumerable<string[]> TableRows() =>
        from property in Properties
        from row in rows
        where row.Case.Few is null
        let gap = property.Key == Fig3Row.Gap
        select (string[])
        [
            property.Name,
            $"{row.Case.Material} {(row.Case.Dense ? "high" : "low")}",
            row.Case.Terms,
            Written.Count(row.Trained),
            Written.MeV(row.Error(property.Key)) + (row.Trials.Count > 1 ? $" ± {Written.MeV(row.Spread(property.Key))}" : ""),
            Written.MeV(row.Median(property.Key)),
            .. PaperErrors.Of(row.Case.Material, row.Case.Dense, gap).Select(e => e.ToString(CultureInfo.InvariantCulture)),
        ];
}
