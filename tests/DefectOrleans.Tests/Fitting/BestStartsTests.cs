using DefectOrleans.Engine.Fitting;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Fitting;

public class BestStartsTests
{
    [Fact]
    public void The_best_few_are_kept_in_order_and_of_equal_ones_the_first() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var (size, most) = (random.Next(1, 4), random.Next(1, 6));
            var offered = Enumerable.Range(0, random.Next(30)).Select(number => (Cost: Cost(random), Number: number)).ToList();
            var best = new BestStarts();
            best.Clear(size, most);
            foreach (var (cost, number) in offered)
                best.Offer(cost, [.. Enumerable.Repeat((double)number, size)]);
            var expected = offered.Where(one => double.IsFinite(one.Cost)).OrderBy(one => one.Cost).Take(most)
                .Select(one => Enumerable.Repeat((double)one.Number, size));
            Assert.Equal(expected, Enumerable.Range(0, best.Count).Select(place => best[place].ToArray()));
        }));

    private static double Cost(Random random) => random.Next(8) == 0 ? double.NaN : random.Next(10);
}
