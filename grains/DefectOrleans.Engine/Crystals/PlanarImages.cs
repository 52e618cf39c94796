using System.Collections.Immutable;

namespace DefectOrleans.Engine.Crystals;

/// <summary>
/// Shortest vectors between places of a layer that is periodic along A and B and not along C. Works for any cell,
/// however small or oblique: the in-plane vectors are reduced first (Lagrange and Gauss).
/// </summary>
public sealed class PlanarImages
{
    private readonly Vec3 _a, _b, _dualA, _dualB;
    private readonly double _skew;

    /// <summary>Images of a lattice's plane of A and B.</summary>
    public PlanarImages(Lattice lattice)
    {
        (_a, _b) = Reduced(lattice.A, lattice.B);
        var normal = _a.Cross(_b);
        var area2 = normal.Dot(normal);
        _dualA = 1 / area2 * _b.Cross(normal);
        _dualB = 1 / area2 * normal.Cross(_a);
        _skew = _a.Dot(_b) / _a.Dot(_a);
    }

    /// <summary>Length of the shortest period, Å.</summary>
    public double Period => _a.Length;

    /// <summary>Distance of two Cartesian places under the shortest image, Å.</summary>
    public double Distance(Vec3 one, Vec3 other) => Shortest(one, other).Length;

    /// <summary>The shortest vector from one Cartesian place to an image of the other, Å.</summary>
    /// <remarks>
    /// With |a| ≤ |b| and |a·b| ≤ |a|²/2 no place is farther than |b|/√2 from a lattice point, and rows along a are at
    /// least |b|√3/2 apart. So the nearest point lies at most 0.82 rows from the place: in the rounded row or the one
    /// to either side of it. Within a row the nearest point is found by rounding.
    /// </remarks>
    public Vec3 Shortest(Vec3 one, Vec3 other)
    {
        var d = other - one;
        var row = Math.Round(d.Dot(_dualB));
        var best = d;
        var shortest = double.PositiveInfinity;
        for (var j = row - 1; j <= row + 1; j++)
        {
            var along = d.Dot(_dualA) + (d.Dot(_dualB) - j) * _skew;
            var image = d - Math.Round(along) * _a - j * _b;
            var length2 = image.Dot(image);
            if (length2 < shortest)
                (best, shortest) = (image, length2);
        }
        return best;
    }

    /// <summary>
    /// The eight periods next to none, among which are all that bound what is nearer to a lattice point than to the others, Å.
    /// </summary>
    public ImmutableArray<Vec3> Around => [_a, _b, _a + _b, _a - _b, -1 * _a, -1 * _b, -1 * (_a + _b), _b - _a];

    /// <summary>No place in the plane is farther from a lattice point, Å.</summary>
    public double Farthest => Math.Sqrt(_a.Dot(_a) + _b.Dot(_b)) / 2;

    /// <summary>Vectors from one place to all images of the other that are no longer than <paramref name="reach"/>, Å.</summary>
    public List<Vec3> VectorsWithin(Vec3 one, Vec3 other, double reach)
    {
        var d = other - one;
        // |v·dual| ≤ |v|·|dual| bounds how many periods a vector of that length can span.
        var (spanA, spanB) = (reach * _dualA.Length, reach * _dualB.Length);
        var (alongA, alongB) = (d.Dot(_dualA), d.Dot(_dualB));
        var vectors = new List<Vec3>();
        for (var i = Math.Ceiling(alongA - spanA); i <= alongA + spanA; i++)
        for (var j = Math.Ceiling(alongB - spanB); j <= alongB + spanB; j++)
        {
            var vector = d - i * _a - j * _b;
            if (vector.Dot(vector) <= reach * reach)
                vectors.Add(vector);
        }
        return vectors;
    }

    private static (Vec3 Short, Vec3 Long) Reduced(Vec3 a, Vec3 b)
    {
        if (a.Dot(a) > b.Dot(b))
            (a, b) = (b, a);
        while (true)
        {
            b -= Math.Round(a.Dot(b) / a.Dot(a)) * a;
            if (b.Dot(b) >= a.Dot(a) * (1 - 1e-12))
                return (a, b);
            (a, b) = (b, a);
        }
    }
}
