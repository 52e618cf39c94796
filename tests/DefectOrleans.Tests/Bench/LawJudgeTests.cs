using DefectOrleans.Bench;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Bench;

public class LawJudgeTests
{
    [Theory]
    [InlineData("Nguyen-1", "(x1*x1 + 1 + x1)*x1")]
    [InlineData("Nguyen-1", "1.00000000001*x1^3 + x1^2 + x1")]
    [InlineData("Nguyen-5", "sin(x1*x1)*cos(x1)")]
    [InlineData("Nguyen-5", "2.5 + sin(x1*x1)*cos(x1)")]
    [InlineData("Nguyen-7", "log((1 + x1)*(1 + x1*x1))")]
    [InlineData("Nguyen-8", "exp(log(x1)/2)")]
    [InlineData("Nguyen-10", "cos(x2)*sin(x1)")]
    [InlineData("Nguyen-10", "-0.3*cos(x2)*sin(x1)")]
    [InlineData("Livermore-11", "x1*x1*x2/(1 + x1/x2)")]
    [InlineData("Livermore-12", "x1^5/(x2*x2)/x2")]
    public void A_law_is_known_in_other_words_and_up_to_a_constant_or_a_factor(string problem, string formula) =>
        Assert.True(IsLaw(problem, formula, noise: 0));

    [Theory]
    [InlineData("Nguyen-1", "x1^3 + x1^2 + 1.00001*x1")]
    [InlineData("Nguyen-1", "x1^3 + x1^2")]
    [InlineData("Nguyen-5", "1")]
    [InlineData("Nguyen-7", "log((x1 - 0.01)*(1 + x1*x1))")]
    [InlineData("Nguyen-10", "2.01*sin(x1)*cos(1.001*x2)")]
    [InlineData("Livermore-7", "1.1*(exp(x1) - exp(-x1))/2 + 0.1")]
    [InlineData("Livermore-7", "x1 + x1^3/6 + x1^5/120 + x1^7/5040 + 2.7557e-06*x1^9")]
    [InlineData("Livermore-12", "exp(5*log(x1) - 3*log(x2))")]
    public void What_is_only_near_or_not_defined_everywhere_is_no_law(string problem, string formula) =>
        Assert.False(IsLaw(problem, formula, noise: 0));

    [Theory]
    [InlineData("Nguyen-1", "1.03*x1*x1*x1 + 0.96*x1*x1 + 1.01*x1")]
    [InlineData("Nguyen-1", "x1*x1*x1 + x1*x1 + x1")]
    [InlineData("Nguyen-5", "1.02*sin(x1*x1)*cos(0.97*x1)")]
    [InlineData("Nguyen-7", "log(x1 + 0.97) + log(x1*x1 + 1.04)")]
    [InlineData("Nguyen-9", "0.97*sin(1.02*x1) + sin(0.98*x2*x2)")]
    [InlineData("Nguyen-8", "1.1*exp(0.48*log(x1))")]
    [InlineData("Livermore-4", "log(x1) + log((x1 - 0.001)*x1*x1 + x1 + x1*x1 + 1)")]
    public void Under_noise_the_form_counts_with_numbers_that_lead_to_the_law(string problem, string formula) =>
        Assert.True(IsLaw(problem, formula, noise: 0.1));

    [Theory]
    [InlineData("Nguyen-1", "1.03*x1^3 + 0.96*x1^2")]
    [InlineData("Nguyen-1", "1.03*x1^3 + 0.96*x1^2 + 1.01*sin(x1)")]
    [InlineData("Nguyen-9", "0.97*sin(x1) + 1.05*x2*x2")]
    [InlineData("Nguyen-9", "sin(41.3*x1) + sin(x2*x2)")]
    [InlineData("Nguyen-10", "2*sin(x1)*cos(2*x2)")]
    [InlineData("Livermore-7", "1.1*x1 + 0.2*x1^3 + 0.01*x1^5")]
    public void Under_noise_another_form_or_numbers_from_elsewhere_are_no_law(string problem, string formula) =>
        Assert.False(IsLaw(problem, formula, noise: 0.1));

    [Fact]
    public void Under_noise_terms_to_spare_are_no_part_of_a_law()
    {
        const string Law = "exp(0.49*log(x1))", Spare = " + 0.01*x1 + 0.02*sin(x1)";

        Assert.True(IsLaw("Nguyen-8", Law, noise: 0.1));
        Assert.False(IsLaw("Nguyen-8", Law + Spare, noise: 0.1));
    }

    [Theory]
    [InlineData("x1^3 + x1^2", "x1*x1*x1 + x1*x1")]
    [InlineData("sqrt(x1)", "exp(0.5*log(x1))")]
    [InlineData("x1^x2", "exp(x2*log(x1))")]
    [InlineData("tanh(x1^2)", "tanh(x1*x1)")]
    public void Powers_are_spelled_in_the_operators_at_hand(string law, string spelled) =>
        Assert.Equal(spelled, FormulaText.Print(Spelling.In(BenchmarkProblem.Published, FormulaText.Parse(law))));

    private static bool IsLaw(string problem, string formula, double noise) => new LawJudge(
        BenchmarkSet.Nguyen.Concat(BenchmarkSet.Livermore).Single(p => p.Name == problem), noise, seed: 3)
        .IsLaw(FormulaText.Parse(formula));
}
