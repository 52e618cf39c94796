using System.Collections.Immutable;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Defects;

/// <summary>A defect and an image of another or of itself.</summary>
/// <param name="First">Index of one defect in <see cref="DefectiveStructure.Defects"/>.</param>
/// <param name="Second">Index of the other, larger; the same where a defect meets its own image.</param>
/// <param name="Channel">Pair type and side.</param>
/// <param name="DistanceAngstrom">Length of the vector between them, Å.</param>
/// <param name="Weight">
/// How often the energy counts it: once, half of each image of a defect itself, a part where several images are equally near.
/// </param>
/// <param name="IsNearest">Whether it is the nearest image in the cell that sets the reach: levels know these alone.</param>
public readonly record struct ImagePair(
    int First, int Second, PairChannel Channel, double DistanceAngstrom, double Weight, bool IsNearest);

/// <summary>
/// Which images of a structure's defects interact: those that would be each other's nearest images in a supercell of so many
/// unit cells, the one that interactions are learned in, and those within <see cref="Near"/>. That is a property of the
/// crystal, not of the supercell which describes it, so equal crystals have equal energies, and in the supercell that was
/// learned from every pair counts once. Immutable.
/// </summary>
/// <param name="CellA">Unit cells along a.</param>
/// <param name="CellB">Unit cells along b.</param>
public sealed record PairReach(int CellA, int CellB)
{
    /// <summary>
    /// Energies count all images up to this distance, Å, beside the nearest one. Cells at least twice as wide hold one image
    /// of each so near; farther away interactions have faded.
    /// </summary>
    public const double Near = 9;

    /// <summary>The supercell that sets the reach.</summary>
    public CellShape Shape => new(CellA, CellB);

    /// <summary>The reach of the largest of some structures' supercells, as if it were not sheared.</summary>
    public static PairReach Of(IEnumerable<DefectiveStructure> structures) =>
        structures.OrderByDescending(s => s.CellA * s.CellB).ThenByDescending(s => Math.Min(s.CellA, s.CellB))
            .FirstOrDefault() is { } largest
            ? new PairReach(largest.CellA, largest.CellB)
            : new PairReach(1, 1);

    /// <summary>A structure's supercell in supercells that set the reach: how often E0 counts in it.</summary>
    public double Cells(DefectiveStructure structure) => (double)(structure.CellA * structure.CellB) / (CellA * CellB);

    /// <summary>Whether a structure's supercell is the one that sets the reach.</summary>
    public bool IsOf(DefectiveStructure structure) => structure.Shape == Shape;

    /// <summary>The images that interact, pair by pair, a pair's nearest first; then those of defects with themselves.</summary>
    public ImmutableArray<ImagePair> Of(DefectiveStructure structure)
    {
        if (structure.UnitLattice is not { } unit || IsOf(structure) && Images.IsWide(unit, Shape))
            return [
                .. structure.Pairs.Select(p =>
                    new ImagePair(p.First, p.Second, p.Channel, p.DistanceAngstrom, 1, IsNearest: true))
            ];
        var images = new Images(unit, this, structure.Shape);
        var defects = structure.Defects;
        var pairs = ImmutableArray.CreateBuilder<ImagePair>(structure.Pairs.Length);
        foreach (var pair in structure.Pairs)
        {
            foreach (var image in images.Between(defects[pair.First].Position, defects[pair.Second].Position))
                pairs.Add(new ImagePair(pair.First, pair.Second, pair.Channel, image.Distance, image.Weight, image.IsNearest));
        }
        for (var i = 0; i < defects.Length; i++)
        {
            foreach (var image in images.Own)
                pairs.Add(new ImagePair(i, i, new PairChannel(new PairType(defects[i].Kind, defects[i].Kind), Side.Same),
                    image.Distance, image.Weight / 2, image.IsNearest));
        }
        return pairs.ToImmutable();
    }
}
