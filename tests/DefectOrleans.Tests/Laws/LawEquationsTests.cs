using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;

namespace DefectOrleans.Tests.Laws;

public class LawEquationsTests
{
    private static readonly LawTables Tables = LawTables.Of(MadeUpLaw.Tables());

    [Fact]
    public void A_law_has_the_values_of_its_members()
    {
        double[] numbers = [.. MadeUpLaw.Offsets, .. MadeUpLaw.Heights, 1.9, -0.5];
        var law = new Expression([.. MadeUpLaw.Form], [.. numbers]);
        var values = new LawEquations(Tables).Values(MadeUpLaw.Form, numbers).ToArray();
        for (var table = 0; table < Tables.Count; table++)
        {
            var member = LawNumbers.MemberOf(law, table, Tables.Count);
            var own = new Evaluator(Tables.Tables[table]).Evaluate(member.Tokens.AsSpan(), member.Constants.AsSpan());
            Assert.Equal(own.ToArray(), values[Tables.Starts[table]..(Tables.Starts[table] + own.Length)]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_gradient_is_that_of_the_cost(int seed)
    {
        var random = new Random(seed);
        double[] numbers =
        [
            .. Enumerable.Range(0, 8).Select(_ => 2 * random.NextDouble() - 1), 1.5 + random.NextDouble(),
            -0.2 - random.NextDouble(),
        ];
        var (equations, layout) = (new LawEquations(Tables), new LawNumbers(Tables.Count));
        layout.Read(MadeUpLaw.Form);
        equations.Cost(MadeUpLaw.Form, numbers);
        Assert.True(equations.Form(MadeUpLaw.Form, layout.Own, layout.Shared));
        double[] gradient =
        [
            .. from own in Enumerable.Range(0, 2)
               from table in Enumerable.Range(0, 4)
               select equations.OwnGradient[table * 2 + own],
            .. equations.SharedGradient.Take(2),
        ];
        for (var j = 0; j < numbers.Length; j++)
        {
            var step = 1e-6 * (1 + Math.Abs(numbers[j]));
            var difference = (CostWith(j, step) - CostWith(j, -step)) / (2 * step);
            Assert.Equal(difference, 2 * gradient[j], 1e-4 * (1 + Math.Abs(difference)));
        }

        double CostWith(int j, double step)
        {
            double[] moved = [.. numbers];
            moved[j] += step;
            return equations.Cost(MadeUpLaw.Form, moved);
        }
    }

    [Fact]
    public void A_crest_between_points_costs_and_a_value_within_reach_does_not()
    {
        double[] r = [1, 2, 3, 4, 5];
        var tables = LawTables.Of([new PointTable([r], [0, 1, 0, 1, 0], names: ["r"])]);
        var equations = new LawEquations(tables);
        byte[] wave = [.. MadeUpLaw.WithShared("0.51 - 0.51*cos(3.14159*(r - 1.0001))")];
        Assert.True(equations.Cost(wave, [0.5, 0.5, Math.PI, 1]) < 1e-20);
        // The same at the points, and four times as fast between them.
        Assert.True(equations.Cost(wave, [0.5, 0.5, 3 * Math.PI, 1]) < 1e-20);
        byte[] high = [.. MadeUpLaw.WithShared("(0.51 - 0.51*cos(3.14159*(r - 1.0001)))*(1.51 + 2.51*sin(3.14159*r)^2)")];
        Assert.True(equations.Cost(high, [0.5, 0.5, Math.PI, 1, 1, 9, Math.PI]) > 0.1);
    }
}
