using DefectOrleans.Contracts.Grains;

namespace DefectOrleans.Grains;

/// <summary>What a campaign's searches and their islands have stored.</summary>
/// <param name="services">What the campaign works with.</param>
/// <param name="id">The campaign's id.</param>
internal sealed class StoredSearches(CampaignServices services, string id)
{
    private readonly PairGroup _pairs = new(services.Grains, id, services.Log);

    /// <summary>Deletes all of it, whether or not it can be read how many searches there are.</summary>
    /// <param name="count">Number of the plan's searches.</param>
    /// <param name="islands">Islands of each; 0 where it can't be read.</param>
    /// <returns>Whether all of it is gone.</returns>
    public async Task<bool> Delete(int count, int islands)
    {
        var stored = await services.Keys.Keys("search", $"{id}/", CancellationToken.None);
        if (!await _pairs.Clear(Enumerable.Range(0, count).Union(stored.Select(key => SearchKey.Parse(key).Search)), islands))
            return false;
        foreach (var slot in IslandSnapshots.Names)
        {
            foreach (var island in await services.Keys.Keys(slot, $"{id}/", CancellationToken.None))
                await services.Grains.GetGrain<IIslandGrain>(island).Close(keepSnapshots: false, CancellationToken.None);
        }
        return true;
    }
}
