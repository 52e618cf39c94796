using System.Collections.Immutable;
using DefectOrleans.Bench;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>A search that the ablation compares.</summary>
/// <param name="Name">Its row.</param>
/// <param name="From">What it makes of the usual options of a search.</param>
internal sealed record AblatedSearch(string Name, Func<SearchOptions, SearchOptions> From)
{
    /// <summary>All of them, in the order of rows.</summary>
    public static ImmutableArray<AblatedSearch> All { get; } =
    [
        new(RecoverySuite.Complete, options => options),
        .. AblatedPart.All.Select(part => new AblatedSearch($"without {part.Name}", part.Without)),
        new("network alone", options => AblatedPart.Less(options, "edits", "completion")),
        new(RecoverySuite.Published, _ => SearchOptions.Published),
    ];

    /// <summary>Its name as one word.</summary>
    public string Word => Name.Replace(' ', '-');

    /// <summary>Runs it on pair tables.</summary>
    public PairRow RunOn(ImmutableArray<PlainPairTable> tables, RecoveryRequest request, Session session)
    {
        var (options, clock) = (request.Options with { Search = From(PairSearch.Options) }, request.ClockOf(session));
        return new PairRow(Name, tables, RecoverySuite.Run(
            Name, tables, table => $"{table.Type}",
            (table, run) => PairBenchmark.Run(table, run, options, clock, session.Cancellation),
            options, request.Threads, request.Log, new RunLines(session, Name), session.Cancellation));
    }
}
