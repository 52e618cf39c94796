using DefectOrleans.Contracts.Grains;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace DefectOrleans.Grains;

/// <summary>
/// Spreads islands over the silos by number: those of a search stand on different silos, and so do the first islands of
/// searches that run at a time, by their lanes.
/// </summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
internal sealed class IslandPlacement : PlacementStrategy
{
    private const string LaneKey = "defects.lane";

    /// <summary>Has the islands that the calls made from here on open placed by their search's lane.</summary>
    public static void Spread(int lane) => RequestContext.Set(LaneKey, lane);

    /// <summary>
    /// The lane that a call came with; the search's number where it has none, as after its loop was taken up by itself.
    /// </summary>
    public static int Lane(in PlacementTarget target, IslandKey key) =>
        target.RequestContextData?.GetValueOrDefault(LaneKey) is int lane ? lane : key.Search.Search;
}

/// <summary>Marks grains that <see cref="IslandPlacement"/> places.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class IslandPlacementAttribute() : PlacementAttribute(new IslandPlacement());

/// <summary>Places islands.</summary>
internal sealed class IslandPlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        Array.Sort(silos);
        var key = IslandKey.Parse(target.GrainIdentity.Key.ToString()!);
        return Task.FromResult(silos[(IslandPlacement.Lane(target, key) + key.Island) % silos.Length]);
    }
}
