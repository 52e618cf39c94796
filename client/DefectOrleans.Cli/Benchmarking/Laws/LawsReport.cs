using System.Globalization;
using DefectOrleans.Cli.Fitting;
using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking.Laws;

/// <summary>One law for all pairs of a material: what it says and how far it is off, for people and for programs.</summary>
internal sealed record LawsReport(IReadOnlyList<LawTrial> Trials) : IBenchReport
{
    private const double MilliPerUnit = 1000;

    private static readonly string[] Headings =
    [
        "Property", "Seed", "Chosen by", "Law", "Own", "Shared", "Complexity", "MAE, meV", "Median, meV", "Left-out MAE, meV",
    ];

    /// <summary>The law with letters for own numbers.</summary>
    public static string Text(DescribedLaw law) => LawReport.Written(law, ["r"], FormulaLanguage.Text).Form;

    /// <summary>What a rule is called.</summary>
    public static string RuleName(ChoiceRule rule) => rule == ChoiceRule.LeftOut ? "left-out points" : "description length";

    /// <summary>The mean absolute error on structures that did not train.</summary>
    public static string MeV(LawTrial trial) => Number(trial.Tested.MeanAbsolute);

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(3, [.. Headings[..3], .. Headings[4..]]);
        foreach (var trial in Trials)
            table.Add([.. Row(trial)[..3], .. Row(trial)[4..]]);
        console.Write(table);
        foreach (var trial in Trials)
            console.Line($"{trial.Property}, seed {trial.Seed}, {RuleName(trial.Rule)}: {Text(trial.Law)}");
        foreach (var (property, rule, median) in Medians())
            console.Line($"{property}, {rule}: median {Number(median)} meV");
    }

    /// <summary>The document of <c>--json</c>.</summary>
    public object Json() => new
    {
        medians = Medians().Select(m => new { property = m.Property, chosen_by = m.Rule, mae_mev = m.Median }),
        laws = Trials.Select(trial => new
        {
            property = trial.Property,
            seed = trial.Seed,
            chosen_by = RuleName(trial.Rule),
            law = Text(trial.Law),
            own = trial.Law.Own,
            shared = trial.Law.Shared,
            complexity = trial.Law.Expression.Complexity,
            mae_mev = trial.Tested.MeanAbsolute,
            median_mev = trial.Tested.Median,
            structures = trial.Tested.Count,
            left_out_mae_mev = MilliPerUnit * trial.LeftOut,
            description_length = trial.Law.Length.Total,
            scored = trial.Search.Scored,
            seconds = trial.Search.Elapsed.TotalSeconds,
        }),
    };

    /// <summary>A page with the table.</summary>
    public Markdown Page(string command, Machine machine, DateTimeOffset date) =>
        new Markdown("One law for all pairs of a material", command, machine, date)
            .Say(Paragraph.Of(typeof(LawsReport), "laws-columns"))
            .Table(4, Headings, Trials.Select(Row)
                .Select(row => (string[])[.. row[..3], Markdown.Code(row[3]), .. row[4..]]))
            .Table(2, ["Property", "Chosen by", "Median of the seeds, meV"],
                Medians().Select(m => (string[])[m.Property, m.Rule, Number(m.Median)]));

    private IEnumerable<(string Property, string Rule, double Median)> Medians() =>
        from trial in Trials
        group trial.Tested.MeanAbsolute by (trial.Property, Rule: RuleName(trial.Rule)) into errors
        let sorted = errors.Order().ToArray()
        select (errors.Key.Property, errors.Key.Rule, sorted[sorted.Length / 2]);

    private static string[] Row(LawTrial trial) =>
    [
        trial.Property,
        Written.Count((int)trial.Seed),
        RuleName(trial.Rule),
        Text(trial.Law),
        Written.Count(trial.Law.Own),
        Written.Count(trial.Law.Shared),
        Written.Count(trial.Law.Expression.Complexity),
        Number(trial.Tested.MeanAbsolute),
        Number(trial.Tested.Median),
        Number(MilliPerUnit * trial.LeftOut),
    ];

    private static string Number(double meV) => meV.ToString("0.00", CultureInfo.InvariantCulture);
}
