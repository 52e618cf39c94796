using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class PromptedSamplesTests
{
    private const int Rows = 60;

    private static readonly FormulaRules Rules = new()
    {
        MaxLength = 15,
        MaxComplexity = 30,
        MaxConstants = 3,
        Allowed = OperatorRegistry.Usual | FormulaRules.Variables(1) | TokenSet.Of(Token.Constant),
    };

    [Fact]
    public void Samples_go_on_from_their_prompts_as_whole_formulas()
    {
        using var network = Made.Network();
        var steps = network.Shape.Steps;
        var prompts = new PromptedSamples(new PrefixConstraint(Rules), steps);
        var elite = FormulaText.Parse("2.5*exp(-1.3*x1) + sin(x1)").Tokens.AsSpan();
        prompts.Clear(Rows);
        for (var row = 0; row < Rows - 1; row++)
            prompts.Set(row, elite[..(row % elite.Length)], round: row % 2 == 1);
        var tokens = new byte[Rows * steps];

        network.Sample(tokens, Rows, prompts, seed: 3);

        for (var row = 0; row < Rows - 1; row++)
        {
            var kept = row % elite.Length;
            var sample = PrefixOrder.BeforeEnd(tokens.AsSpan(row * steps, steps));
            Assert.Equal(elite[..kept].ToArray(), sample[..kept].ToArray());
            Assert.True(Rules.Accepts(sample));
            if (row % 2 == 1)
                Assert.False(sample[kept..].Contains(Token.Constant));
        }
        var free = tokens.AsSpan((Rows - 1) * steps);
        var unprompted = new byte[Rows * steps];
        prompts.Clear(Rows);
        network.Sample(unprompted, Rows, prompts, seed: 3);
        Assert.Equal(unprompted.AsSpan((Rows - 1) * steps).ToArray(), free.ToArray());
    }
}
