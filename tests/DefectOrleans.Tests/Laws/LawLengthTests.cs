using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;

namespace DefectOrleans.Tests.Laws;

public class LawLengthTests
{
    [Fact]
    public void A_number_that_hardly_differs_from_table_to_table_is_shared()
    {
        var tables = LawTables.Of(MadeUpLaw.Tables());
        byte[] own = [.. MadeUpLaw.Form.Select(token => token == Token.Shared ? Token.Constant : token)];
        double[] numbers =
        [
            .. MadeUpLaw.Offsets, .. MadeUpLaw.Heights, .. Enumerable.Repeat(MadeUpLaw.Wave, 4),
            .. Enumerable.Repeat(-MadeUpLaw.Rate, 4),
        ];

        var shortest = new LawShortening(tables).Shorten(new Expression([.. own], [.. numbers]));

        Assert.Equal(MadeUpLaw.Form, shortest.Expression.Tokens);
        Assert.Equal((2, 2), (shortest.Own, shortest.Shared));
    }

    [Theory]
    [InlineData("1.5*(1.7 + 2.5*cos(3.5*r))*exp(4.5*r)", 1.5)]
    [InlineData("(1.5 + 2.5*cos(3.5*r))*exp(4.5*r + 5.5)", 5.5)]
    [InlineData("(1.5 + 2.5*cos(3.5*r))*exp(4.5*r - 21.5)", 21.5)]
    [InlineData("1.7*(1.5 + 2.5*cos(3.5*r))*exp(4.5*r)", 1.7)]
    public void A_number_that_says_nothing_is_not_there(string form, double redundant)
    {
        var tables = LawTables.Of(MadeUpLaw.Tables());
        var tokens = MadeUpLaw.WithShared(form, 3.5, 4.5, redundant);
        var numbers = MadeUpLaw.Unknown(tokens, tables.Count);
        Assert.True(new LawStarts(tables).Run(tokens, numbers, LawEffort.Thorough, seed: 1) < 1e-12);

        var shortening = new LawShortening(tables);
        var shortest = shortening.Shorten(new Expression([.. tokens], [.. numbers]));

        Assert.Equal((2, 2), (shortest.Own, shortest.Shared));
        Assert.Equal(4, shortening.Exactly(new Expression([.. tokens], [.. numbers])).Tokens.Count(Token.IsFitted));
        Assert.All(shortest.StandardErrors, error => Assert.True(error < 1e-3));
        Assert.InRange(shortest.MeanSquare, 0, 1e-12);
    }

    [Fact]
    public void Standard_errors_are_those_of_many_tables_with_noise()
    {
        const double Noise = 0.01;
        const int Times = 200;
        var (made, random) = (MadeUpLaw.Tables(), new Random(5));
        double[] right = [.. MadeUpLaw.Offsets, .. MadeUpLaw.Heights, MadeUpLaw.Wave, -MadeUpLaw.Rate];
        var (found, told) = (new List<double>(), new List<double>());
        for (var time = 0; time < Times; time++)
        {
            var tables = LawTables.Of(
            [
                .. made.Select(table => new PointTable(
                    [[.. table.Variables[0]]], [.. table.Target.Select(y => y + Noise * Normal(random))], names: ["r"])),
            ]);
            double[] numbers = [.. right];
            new LawStarts(tables).Run(MadeUpLaw.Form, numbers, LawEffort.Known, seed: 1);
            var law = new LawLength(tables).Of(new Expression([.. MadeUpLaw.Form], [.. numbers]));
            found.Add(numbers[8]);
            told.Add(law.StandardErrors[8]);
        }
        var spread = Math.Sqrt(found.Average(x => (x - MadeUpLaw.Wave) * (x - MadeUpLaw.Wave)));
        Assert.InRange(told.Average() / spread, 0.8, 1.2);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
