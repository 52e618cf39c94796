using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Grains;

/// <summary>The islands of a search, asked all at once.</summary>
internal sealed class IslandGroup(IGrainFactory grains, SearchKey search, int count)
{
    private readonly IIslandGrain[] _islands =
        [.. Enumerable.Range(0, count).Select(i => grains.GetGrain<IIslandGrain>(new IslandKey(search, i).ToString()))];

    public Task Open(IslandStart start, CancellationToken cancellation) =>
        Task.WhenAll(_islands.Select(island => island.Open(start, cancellation)));

    /// <summary>Runs an epoch on each and returns where they stand.</summary>
    public async Task<SearchRound> RunEpoch(
        int attempt, SearchRound round, SearchOptions options, CancellationToken cancellation)
    {
        var reports = await Task.WhenAll(_islands.Select((island, i) => island.RunEpoch(
            new EpochOrder(attempt, round.Epoch, Candidates.ToMessage(round.Immigrants(i, options))), cancellation)));
        return new SearchRound([.. reports.Select(Candidates.FromMessage)]);
    }

    public Task Write(IslandSnapshot snapshot, CancellationToken cancellation) =>
        Task.WhenAll(_islands.Select(island => island.Write(snapshot, cancellation)));

    public Task Close(bool keepSnapshots, CancellationToken cancellation) =>
        Task.WhenAll(_islands.Select(island => island.Close(keepSnapshots, cancellation)));
}
