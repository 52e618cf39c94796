using System.Collections.Immutable;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>One image of a place, as another sees it.</summary>
/// <param name="Vector">From there to here, Å.</param>
/// <param name="Distance">Its length, Å.</param>
/// <param name="Weight">How often the energy of the two counts.</param>
/// <param name="Share">
/// The same for what knows nearest images alone: a part of 1 where the reach's supercell has several that are equally near, 0
/// where it has a nearer one.
/// </param>
internal readonly record struct Image(Vec3 Vector, double Distance, double Weight, double Share)
{
    public bool IsNearest => Share > 0;
}

/// <summary>The images within a reach in a supercell of any size. For one thread at a time.</summary>
internal sealed class Images
{
    // Å². Places that symmetry makes equally far differ by rounding alone.
    private const double Equal = 1e-6;

    private readonly PlanarImages _own, _reach;
    private readonly (Vec3 Period, double Square)[] _around;
    private readonly double _farthest;
    private readonly Vec3 _normal;

    /// <param name="unit">The unit cell's lattice.</param>
    /// <param name="reach">What interacts.</param>
    /// <param name="shape">The supercell's periods.</param>
    public Images(Lattice unit, PairReach reach, CellShape shape)
    {
        _own = Planar(unit, shape);
        _reach = Planar(unit, reach.Shape);
        _around = [.. _reach.Around.Select(period => (period, period.Dot(period)))];
        _farthest = Math.Max(PairReach.Near, _reach.Farthest);
        _normal = LayerPlace.Normal(unit);
        Own = [.. Between(default, default)];
    }

    /// <summary>A place's own images.</summary>
    public ImmutableArray<Image> Own { get; }

    /// <summary>Whether at most one image of a place is within <see cref="PairReach.Near"/>.</summary>
    public static bool IsWide(Lattice unit, CellShape shape) => Planar(unit, shape).Period >= 2 * PairReach.Near;

    /// <summary>The images of one place that another interacts with, nearest first; without the place itself.</summary>
    public IEnumerable<Image> Between(Vec3 one, Vec3 other)
    {
        var height = (other - one).Dot(_normal);
        return _own.VectorsWithin(one, other, Math.Sqrt(_farthest * _farthest + height * height) + Equal)
            .Select(vector => (Vector: vector, Square: vector.Dot(vector), Share: ShareOf(vector)))
            .Where(v => v.Square > Equal && (v.Share > 0 || v.Square <= PairReach.Near * PairReach.Near))
            .OrderBy(v => v.Square)
            .Select(v =>
                new Image(v.Vector, Math.Sqrt(v.Square), v.Square <= PairReach.Near * PairReach.Near ? 1 : v.Share, v.Share));
    }

    /// <summary>The length of a vector under the shortest image of the supercell that sets the reach, Å.</summary>
    public double Reduced(Vec3 vector) => _reach.Distance(default, vector);

    private double ShareOf(Vec3 vector)
    {
        var equal = 1;
        foreach (var (period, square) in _around)
        {
            // |v − T|² − |v|²
            var farther = square - 2 * period.Dot(vector);
            if (farther < -Equal)
                return 0;
            if (farther <= Equal)
                equal++;
        }
        return 1.0 / equal;
    }

    private static PlanarImages Planar(Lattice unit, CellShape shape) =>
        new(new Lattice(shape.CellA * unit.A + shape.Shear * unit.B, shape.CellB * unit.B, unit.C));
}
