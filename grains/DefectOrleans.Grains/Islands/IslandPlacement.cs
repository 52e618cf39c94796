using DefectOrleans.Contracts.Grains;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace DefectOrleans.Grains;

/// <summary>
/// Spreads islands over the silos by number: those of a search stand on different silos, and so do the first islands of
/// searches that run at a time.
/// </summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
internal sealed class IslandPlacement : PlacementStrategy;

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
        return Task.FromResult(silos[(key.Search.Search + key.Island) % silos.Length]);
    }
}
