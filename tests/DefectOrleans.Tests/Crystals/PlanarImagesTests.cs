using DefectOrleans.Engine.Crystals;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Crystals;

public class PlanarImagesTests
{
    [Fact]
    public void The_shortest_vector_is_the_shortest_of_very_many_images()
    {
        var coordinate = Gen.Choose(-8000, 8000).Select(number => number / 1000.0);
        var vector = coordinate.Three().Select(v => new Vec3(v.Item1, v.Item2, v.Item3));
        var cases = vector.Four().Select(v => (A: v.Item1, B: v.Item2, One: v.Item3, Other: v.Item4))
            .Where(v => v.A.Cross(v.B).Length > 0.1 * Math.Max(v.A.Length, v.B.Length));

        Check.QuickThrowOnFailure(Prop.ForAll(cases.ToArbitrary(), v =>
        {
            var lattice = new Lattice(v.A, v.B, 20 / v.A.Cross(v.B).Length * v.A.Cross(v.B) + 0.3 * v.A);
            return Math.Abs(new PlanarImages(lattice).Distance(v.One, v.Other) - OfManyImages(v.A, v.B, v.Other - v.One)) < 1e-9;
        }));
    }

    [Fact]
    public void All_images_within_reach_are_found()
    {
        var coordinate = Gen.Choose(-8000, 8000).Select(number => number / 1000.0);
        var vector = coordinate.Three().Select(v => new Vec3(v.Item1, v.Item2, v.Item3));
        var cases = vector.Four().Select(v => (A: v.Item1, B: v.Item2, One: v.Item3, Other: v.Item4))
            .Where(v =>
                v.A.Cross(v.B).Length > Math.Max(1, 0.1 * Math.Max(v.A.Length, v.B.Length) * Math.Max(v.A.Length, v.B.Length)));

        Check.QuickThrowOnFailure(Prop.ForAll(cases.ToArbitrary(), v =>
        {
            const double Reach = 12;
            var lattice = new Lattice(v.A, v.B, 20 / v.A.Cross(v.B).Length * v.A.Cross(v.B));
            var images = new PlanarImages(lattice);
            var near = ManyImages(v.A, v.B, v.Other - v.One).Where(distance => distance <= Reach).Order().ToArray();
            var found = images.VectorsWithin(v.One, v.Other, Reach).Select(vector => vector.Length).Order().ToArray();

            Assert.Equal(near.Length, found.Length);
            Assert.All(near.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
            Assert.Equal(ManyImages(v.A, v.B, default).Order().ElementAt(1), images.Period, 1e-9);
        }));
    }

    [Fact]
    public void A_needle_of_a_cell_is_no_trouble()
    {
        var (a, b) = (new Vec3(1, 0, 0), new Vec3(1000.4, 0.9, 0));
        var images = new PlanarImages(new Lattice(a, b, new Vec3(0, 0, 10)));

        // 1000.4 along a leaves 0.4, and 0.9 across: the place halfway between rows is the farthest there is.
        Assert.Equal(0, images.Distance(new Vec3(0, 0, 0), b), 1e-9);
        Assert.Equal(Math.Sqrt(0.3 * 0.3 + 0.45 * 0.45), images.Distance(new Vec3(0, 0, 0), new Vec3(0.7, 0.45, 0)), 1e-9);
    }

    [Fact]
    public void Nothing_repeats_across_the_layer()
    {
        var images = new PlanarImages(Lattice.FromLengthsAndAngles(3, 3, 10, 90, 90, 120));

        Assert.Equal(9, images.Distance(new Vec3(0, 0, 0), new Vec3(3, 0, 9)), 1e-12);
    }

    private static double OfManyImages(Vec3 a, Vec3 b, Vec3 difference) => ManyImages(a, b, difference).Min();

    private static IEnumerable<double> ManyImages(Vec3 a, Vec3 b, Vec3 difference) =>
        from i in Enumerable.Range(-150, 301)
        from j in Enumerable.Range(-150, 301)
        select (difference - (double)i * a - (double)j * b).Length;
}
