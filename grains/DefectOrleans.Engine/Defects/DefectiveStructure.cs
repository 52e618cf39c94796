using System.Collections.Immutable;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>One point defect: its kind, the lattice site's Cartesian place in the supercell (Å), and its height.</summary>
/// <param name="Kind">What stands where.</param>
/// <param name="Position">The pristine site's place, Å.</param>
/// <param name="Height">-1 below the middle plane of the layer, 0 in it, +1 above.</param>
public sealed record PointDefect(DefectKind Kind, Vec3 Position, int Height);

/// <summary>Two defects of a structure and their minimum-image distance.</summary>
/// <param name="First">Index of one defect in <see cref="DefectiveStructure.Defects"/>.</param>
/// <param name="Second">Index of the other; larger than <paramref name="First"/>.</param>
/// <param name="Channel">Pair type and side.</param>
/// <param name="DistanceAngstrom">Length of the shortest vector between images, periodic in the plane only, Å.</param>
public readonly record struct DefectPair(int First, int Second, PairChannel Channel, double DistanceAngstrom);

/// <summary>The point defects of one structure and all pairs of them.</summary>
/// <param name="Id">The structure's id or file name.</param>
/// <param name="CellA">Unit cells along a.</param>
/// <param name="CellB">Unit cells along b.</param>
/// <param name="Defects">The defects.</param>
/// <param name="Pairs">All N(N−1)/2 pairs, ordered by first and then second index.</param>
public sealed record DefectiveStructure(
    string Id, int CellA, int CellB, ImmutableArray<PointDefect> Defects, ImmutableArray<DefectPair> Pairs)
{
    /// <summary>
    /// The unit cell's lattice, Å: tells where images stand; null for structures known by distances alone, which have none.
    /// </summary>
    public Lattice? UnitLattice { get; init; }

    /// <summary>
    /// By how many unit cells along b the supercell's step along a leans; 0 in n×m supercells (<see cref="CellShape"/>).
    /// </summary>
    public int Shear { get; init; }

    /// <summary>The supercell's periods in unit cells.</summary>
    public CellShape Shape => new(CellA, CellB, Shear);

    /// <summary>What the structure's file says that may mislead, one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Where the pair of two defects, the first of smaller index, stands in <see cref="Pairs"/>.</summary>
    public int NumberOf(int first, int second) => first * (2 * Defects.Length - first - 1) / 2 + second - first - 1;
}
