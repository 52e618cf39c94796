using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Learning.Campaigns;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>The searches of a campaign, asked side by side.</summary>
internal sealed class PairGroup(IGrainFactory grains, string campaign, ILogger log)
{
    /// <summary>Starts searches, or sees where they stand.</summary>
    public Task<SearchAnswer[]> Run(IEnumerable<AssignedSearch> searches, Func<AssignedSearch, SearchTask> task) =>
        Ask(searches, given =>
        {
            IslandPlacement.Spread(given.Lane);
            return Pair(given.Search).Run(task(given), CancellationToken.None);
        });

    /// <summary>Ends searches with what they have.</summary>
    public Task<SearchAnswer[]> Stop(IEnumerable<AssignedSearch> searches) =>
        Ask(searches, given => Pair(given.Search).Stop(CancellationToken.None));

    /// <summary>Holds searches.</summary>
    public Task Hold(IEnumerable<AssignedSearch> searches) =>
        Task.WhenAll(searches.Select(given => Pair(given.Search).Hold(CancellationToken.None)));

    /// <summary>Lets searches forget what they and their islands have stored.</summary>
    /// <returns>Whether all could be reached and did.</returns>
    public async Task<bool> Clear(IEnumerable<int> searches, int islands)
    {
        var cleared = await Task.WhenAll(searches.Select(async search =>
        {
            try
            {
                await Pair(search).Clear(islands, CancellationToken.None);
                return true;
            }
            catch (Exception fault)
            {
                CampaignLog.NotCleared(log, fault, new SearchKey(campaign, search));
                return false;
            }
        }));
        return Array.TrueForAll(cleared, done => done);
    }

    private IPairGrain Pair(int search) => grains.GetGrain<IPairGrain>(new SearchKey(campaign, search).ToString());

    /// <summary>Those that can't answer now are left out; they are asked again at the next look.</summary>
    private async Task<SearchAnswer[]> Ask(IEnumerable<AssignedSearch> searches, Func<AssignedSearch, Task<SearchReport>> call)
    {
        var answers = await Task.WhenAll(searches.Select(async given =>
        {
            try
            {
                return new SearchAnswer(given.Search, await call(given));
            }
            catch (Exception fault)
            {
                CampaignLog.NoAnswer(log, fault, new SearchKey(campaign, given.Search));
                return null;
            }
        }));
        return [.. answers.OfType<SearchAnswer>()];
    }
}

/// <summary>What a search answers.</summary>
internal sealed record SearchAnswer(int Search, SearchReport Report);
