using System.Collections.Immutable;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>Runs of one search on pair tables.</summary>
/// <param name="Search">What searched.</param>
/// <param name="Tables">The tables.</param>
/// <param name="Runs">Finished runs.</param>
internal sealed record PairRow(string Search, ImmutableArray<PlainPairTable> Tables, ImmutableArray<RecoveryRun> Runs)
{
    private const double MilliPerUnit = 1000;

    /// <summary>Headings of its cells.</summary>
    public IEnumerable<string> Headings => ["Search", "Formulas scored", "Elites sampled", "Front sampled",
        .. Tables.Select(table => $"{table.Type}, meV")];

    /// <summary>Median error of a table's runs, eV; NaN where there are none.</summary>
    public double MedianOf(PlainPairTable table) =>
        RunsOf(table) is { Length: > 0 } runs ? Quantiles.Median(runs.Select(r => r.Error)) : double.NaN;

    /// <summary>The row as text.</summary>
    public string[] Cells =>
    [
        Search, AblationReport.Count(Runs.IsEmpty ? double.NaN : Quantiles.Median(Runs.Select(r => (double)r.Scored))),
        AblationReport.Percent(Runs.Average(r => r.SampledElites)), AblationReport.Percent(Runs.Average(r => r.SampledFront)),
        .. Tables.Select(table => Written.MeV(MilliPerUnit * MedianOf(table))),
    ];

    /// <summary>The row for programs.</summary>
    public object Json() => new
    {
        search = Search,
        elites_sampled_percent = 100 * Runs.Average(r => r.SampledElites),
        front_sampled_percent = 100 * Runs.Average(r => r.SampledFront),
        tables = Tables.Select(table => new
        {
            pair = $"{table.Type}",
            runs = RunsOf(table).Length,
            mae_mev = MilliPerUnit * MedianOf(table),
            scored = RunsOf(table).Select(r => r.Scored),
        }),
    };

    private RecoveryRun[] RunsOf(PlainPairTable table) =>
        [.. Runs.Where(r => string.Equals(r.Problem, $"{table.Type}", StringComparison.Ordinal))];
}
