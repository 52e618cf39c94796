using System.Collections.Immutable;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>A site of the pristine unit cell.</summary>
/// <param name="Element">The element that belongs there.</param>
/// <param name="Place">Its place in the layer.</param>
/// <param name="Position">Its Cartesian place in the unit cell, Å.</param>
/// <param name="Height">−1 below the middle plane of the layer, 0 in it, +1 above.</param>
internal sealed record LayerSite(string Element, LayerPlace Place, Vec3 Position, int Height);

/// <summary>The pristine unit cell as a layer.</summary>
internal sealed class PristineLayer
{
    /// <summary>
    /// In-plane fractions this close to a multiple of 1/24 are taken as it: files write thirds with 5 to 8 digits, and
    /// equal distances have to come out equal.
    /// </summary>
    private const double SpecialPlace = 1e-5;

    public PristineLayer(Structure unitCell, double heightToleranceAngstrom)
    {
        UnitCell = unitCell;
        Lattice = unitCell.Lattice;
        var places = LayerPlace.Of(unitCell);
        var middle = (places.Min(place => place.Height) + places.Max(place => place.Height)) / 2;
        var (a, b) = (Lattice.A, Lattice.B);
        var normal = LayerPlace.Normal(Lattice);
        Sites = [.. places.Select((place, i) =>
        {
            var (u, v) = (Special(place.U), Special(place.V));
            var above = place.Height - middle;
            var height = above > heightToleranceAngstrom ? 1 : above < -heightToleranceAngstrom ? -1 : 0;
            return new LayerSite(
                unitCell.Sites[i].Element, new LayerPlace(u, v, place.Height), u * a + v * b + place.Height * normal, height);
        })];
        Elements = [.. Sites.Select(site => site.Element).Distinct()];
        NearestDistanceAngstrom = NearestNeighbours();
    }

    public Structure UnitCell { get; }

    public Lattice Lattice { get; }

    public ImmutableArray<LayerSite> Sites { get; }

    public ImmutableArray<string> Elements { get; }

    /// <summary>Distance of the two sites that are nearest to each other, images included, Å.</summary>
    public double NearestDistanceAngstrom { get; }

    private static double Special(double fraction) =>
        Math.Round(fraction * 24) / 24 is var special && Math.Abs(fraction - special) <= SpecialPlace ? special : fraction;

    private double NearestNeighbours()
    {
        var images = new PlanarImages(Lattice);
        var nearest = double.PositiveInfinity;
        for (var i = 0; i < Sites.Length; i++)
        {
            for (var j = 0; j < i; j++)
                nearest = Math.Min(nearest, images.Distance(Sites[i].Position, Sites[j].Position));
        }
        // The shortest lattice vector is twice the distance of one of the three half-way places from the lattice.
        foreach (var halfway in (Vec3[])[0.5 * Lattice.A, 0.5 * Lattice.B, 0.5 * (Lattice.A + Lattice.B)])
            nearest = Math.Min(nearest, 2 * images.Distance(new Vec3(0, 0, 0), halfway));
        return nearest;
    }
}
