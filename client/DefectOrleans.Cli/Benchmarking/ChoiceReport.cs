using System.Globalization;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>Which rule chooses the formulas that hold on points held out, for people and for programs.</summary>
/// <param name="Runs">Finished runs.</param>
internal sealed record ChoiceReport(IReadOnlyList<ChoiceRun> Runs) : IBenchReport
{
    private static readonly string[] Headings =
        ["Tables", "Rule", "Runs", "Recovered", "Median error, ×", "Nine in ten, ×", "Undefined", "Complexity"];

    private const double NineInTen = 0.9;

    /// <summary>What a rule is called.</summary>
    public static string RuleName(ChoiceRule rule) => rule switch
    {
        ChoiceRule.LeftOut => "left-out points",
        ChoiceRule.SteepestFall => "steepest fall (PySR)",
        ChoiceRule.FractionalBayes => "fractional Bayes factor",
        ChoiceRule.Bayesian => "BIC",
        _ => "description length",
    };

    private sealed record Row(string Tables, ChoiceRule Rule, ChoiceRun[] Runs)
    {
        private RuleChoice[] Chosen => [.. Runs.Select(run => run.Choices.First(c => c.Rule == Rule))];

        private double[] Ratios => [.. Runs.Select(run => run.RatioOf(Rule)).Order()];

        public double Median => Quantiles.Of(Ratios, 0.5);

        public double? Recovered => Chosen.All(c => c.IsLaw is null)
            ? null
            : 100.0 * Chosen.Count(c => c.IsLaw == true) / Runs.Length;

        private double Undefined => 100.0 * Chosen.Count(c => double.IsInfinity(c.HeldOut)) / Runs.Length;

        private double Complexity =>
            Chosen.Where(c => c.Formula is not null).Select(c => (double)c.Formula!.Complexity).ToArray() is { Length: > 0 } all
                ? Quantiles.Median(all)
                : double.NaN;

        public string[] Cells =>
        [
            Tables, RuleName(Rule), Number(Runs.Length, "0"), Recovered is { } share ? Number(share, "0.0") + " %" : "–",
            Number(Median, "0.00"), Number(Quantiles.Of(Ratios, NineInTen), "0.00"), Number(Undefined, "0.0") + " %",
            Number(Complexity, "0"),
        ];

        public object Json => new
        {
            tables = Tables,
            rule = RuleName(Rule),
            runs = Runs.Length,
            recovered_percent = Recovered,
            median_ratio = Median,
            nine_in_ten_ratio = Quantiles.Of(Ratios, NineInTen),
            undefined_percent = Undefined,
            complexity = Complexity,
        };
    }

    private IEnumerable<Row> Rows =>
        from tables in Runs.GroupBy(run => run.Noise is { } noise ? $"laws, {Number(100 * noise, "0.##")} % noise" : "pairs")
        from rule in ChoiceRun.Rules
        select new Row(tables.Key, rule, [.. tables]);

    /// <summary>Which rule has the smallest median on each kind of tables, in sentences.</summary>
    public string Winners => string.Join(' ', Rows.GroupBy(row => row.Tables).Select(rows =>
    {
        var least = rows.Min(row => row.Median);
        var best = rows.Where(row => row.Median <= least).Select(row => RuleName(row.Rule));
        var most = rows.Max(row => row.Recovered);
        var found = rows.Where(row => row.Recovered == most && most > 0).Select(row => RuleName(row.Rule));
        return $"On {rows.Key} the least median error is that of {string.Join(" and ", best)}"
            + (found.Any() ? $", and most laws are chosen by {string.Join(" and ", found)}." : ".");
    }));

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(2, Headings);
        foreach (var row in Rows)
            table.Add(row.Cells);
        console.Write(table);
        console.Line(Winners);
    }

    /// <summary>The document of <c>--json</c>.</summary>
    public object Json() => new
    {
        rules = Rows.Select(row => row.Json),
        runs = Runs.Select(run => new
        {
            problem = run.Problem,
            noise = run.Noise,
            run = run.Run,
            least = run.Least,
            choices = run.Choices.Select(c => new
            {
                rule = RuleName(c.Rule),
                formula = c.Formula is null ? "" : FormulaText.Print(c.Formula),
                held_out = c.HeldOut,
                recovered = c.IsLaw,
            }),
        }),
    };

    /// <summary>A page with the table.</summary>
    public Markdown Page(string command, Machine machine, DateTimeOffset date) =>
        new Markdown("Which rule chooses the formula of a front", command, machine, date)
            .Say(Paragraph.Of(typeof(ChoiceReport), "choice-protocol"))
            .Say(Paragraph.Of(typeof(ChoiceReport), "choice-rules"))
            .Say(Winners)
            .Table(2, Headings, Rows.Select(row => row.Cells));

    private static string Number(double value, string format) => double.IsPositiveInfinity(value)
        ? "∞"
        : double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}
