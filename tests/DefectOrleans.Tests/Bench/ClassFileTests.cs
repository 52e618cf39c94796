using DefectOrleans.Bench;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Bench;

public sealed class ClassFileTests : IDisposable
{
    private const string Header = "Number;Name;Formula;v1_name;v1_type;v1_low;v1_high;v2_name;v2_type;v2_low;v2_high\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_table_has_numbers_of_its_own_within_their_range()
    {
        var problem = Read("1;Decay;2.5*exp(-t/T);t;var;0.5;6;T;spe;0.9;1.4\n")["1"];

        Assert.Equal(("Decay", 3), (problem.Name, problem.Tables));
        Assert.Equal("t", Assert.Single(problem.Names));
        var (one, other) = (problem.Member(1).Train(noise: 0, seed: 5), problem.Member(2).Train(noise: 0, seed: 5));
        Assert.NotEqual(OwnOf(0), OwnOf(0, second: true));
        for (var row = 0; row < 20; row++)
        {
            Assert.InRange(OwnOf(row), 0.9, 1.4);
            Assert.Equal(OwnOf(0), OwnOf(row), 1e-9);
        }

        double OwnOf(int row, bool second = false)
        {
            var points = second ? other : one;
            return -points.Variables[0][row] / Math.Log(points.Target[row] / 2.5);
        }
    }

    [Theory]
    [InlineData("1;Decay;exp(-t/T);t;var;0.5;6;T;other;0.9;1.4\n", "line 2: T is of type 'other'; expected var or spe")]
    [InlineData("1;Decay;exp(-t);t;var;0.5;6\n", "line 2: no spe; expected one of each at least")]
    [InlineData("1;Decay;exp(-t/T);t;var;0.5;6;T;spe;low;1.4\n", "line 2, column v2_low: 'low'; expected a finite number")]
    [InlineData("", "no laws; expected a row for each")]
    public void What_is_no_class_of_laws_is_said_with_its_line(string rows, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => Read(rows)).Message, StringComparison.Ordinal);

    private OrderedDictionary<string, BenchmarkProblem> Read(string rows)
    {
        File.WriteAllText(_folder["class.csv"], Header + rows);
        return ClassFile.Read(_folder["class.csv"], tables: 3, points: 20, OperatorRegistry.Usual);
    }
}
