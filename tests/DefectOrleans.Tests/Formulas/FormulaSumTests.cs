using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Formulas;

public class FormulaSumTests
{
    private static readonly CompiledFormula[] Laws =
    [
        new(FormulaText.Parse("2.31*exp(-0.62*x1)*cos(2.97*x1) + 5.1*exp(-1.3*x1)")),
        new(FormulaText.Parse("x1")),
        new(FormulaText.Parse("0.25")),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(3001)]
    public void Many_triples_at_once_are_each_the_sum_of_three_pairs(int count)
    {
        var columns = Columns(count);
        var sums = new double[count];

        new FormulaSum(Laws).Invoke(columns, sums);

        for (var i = 0; i < count; i++)
            Assert.Equal(Laws.Select((law, k) => law.Invoke(columns[k][i])).Sum(), sums[i], 1e-12);
    }

    [Fact]
    public void Summing_does_not_allocate()
    {
        var sum = new FormulaSum(Laws);
        var columns = Columns(5000);
        var sums = new double[5000];

        Allocations.None(() => sum.Invoke(columns, sums));
    }

    [Fact]
    public void Columns_have_to_fit()
    {
        var sum = new FormulaSum(Laws);
        Assert.Throws<ArgumentException>(() => sum.Invoke(Columns(4)[..2], new double[4]));
        Assert.Throws<ArgumentException>(() => sum.Invoke(Columns(4), new double[5]));
    }

    private static double[][] Columns(int count) =>
        [.. Laws.Select((_, k) => Enumerable.Range(0, count).Select(i => 2 + k + 0.01 * i).ToArray())];
}
