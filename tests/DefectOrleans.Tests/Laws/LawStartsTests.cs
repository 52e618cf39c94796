using DefectOrleans.Engine.Laws;

namespace DefectOrleans.Tests.Laws;

public class LawStartsTests
{
    [Fact]
    public void Own_and_shared_numbers_of_a_made_up_law_are_found()
    {
        var tables = LawTables.Of(MadeUpLaw.Tables());
        var starts = new LawStarts(tables);
        var numbers = MadeUpLaw.Unknown(MadeUpLaw.Form, tables.Count);

        var cost = starts.Run(MadeUpLaw.Form, numbers, LawEffort.Thorough, seed: 3);

        Assert.True(cost < 1e-20, $"cost {cost}");
        AssertSame(MadeUpLaw.Offsets, numbers[..4]);
        AssertSame(MadeUpLaw.Heights, numbers[4..8]);
        Assert.Equal(MadeUpLaw.Wave, Math.Abs(numbers[8]), 6);
        Assert.Equal(-MadeUpLaw.Rate, numbers[9], 6);
    }

    [Fact]
    public void Numbers_that_are_known_stay_where_they_are_right()
    {
        var tables = LawTables.Of(MadeUpLaw.Tables());
        var starts = new LawStarts(tables);
        double[] numbers = [.. MadeUpLaw.Offsets, .. MadeUpLaw.Heights, MadeUpLaw.Wave, -MadeUpLaw.Rate];
        numbers[5] = double.NaN;

        var cost = starts.Run(MadeUpLaw.Form, numbers, LawEffort.Careful, seed: 3);

        Assert.True(cost < 1e-16, $"cost {cost}");
        AssertSame(MadeUpLaw.Heights, numbers[4..8]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        var tables = LawTables.Of(MadeUpLaw.Tables(points: 9));
        var (one, other) = (MadeUpLaw.Unknown(MadeUpLaw.Form, 4), MadeUpLaw.Unknown(MadeUpLaw.Form, 4));
        new LawStarts(tables).Run(MadeUpLaw.Form, one, LawEffort.Quick, seed: 7);
        var used = new LawStarts(tables);
        used.Run(MadeUpLaw.Form, MadeUpLaw.Unknown(MadeUpLaw.Form, 4), LawEffort.Careful, seed: 1);
        used.Run(MadeUpLaw.Form, other, LawEffort.Quick, seed: 7);
        Assert.Equal(one, other);
    }

    [Fact]
    public void One_table_that_jumps_does_not_bend_what_all_share()
    {
        var made = MadeUpLaw.Tables();
        double[] target = [.. made[2].Target];
        target[4] += 0.4;
        var tables = LawTables.Of(
            made.SetItem(2, new([[.. made[2].Variables[0]]], target, names: ["r"])), huberThreshold: 0.001);
        var numbers = MadeUpLaw.Unknown(MadeUpLaw.Form, 4);

        new LawStarts(tables).Run(MadeUpLaw.Form, numbers, LawEffort.Thorough, seed: 3);

        Assert.Equal(MadeUpLaw.Wave, Math.Abs(numbers[8]), 0.01);
        Assert.Equal(-MadeUpLaw.Rate, numbers[9], 0.01);
    }

    private static void AssertSame(double[] expected, double[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 6));
}
