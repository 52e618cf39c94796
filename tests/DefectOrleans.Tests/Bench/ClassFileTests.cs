using DefectOrleans.Bench;
using DefectOrleans.Engine;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Bench;

public sealed class ClassFileTests : IDisposable
{
    private const string Heading = "Number;Name;Output_name;Output_units;Formula;# variables;# spe;v1_name;v1_units\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_of_a_table_are_fixed_within_their_range()
    {
        var problem = Assert.Single(Read("3;Fall;z;[1,];-t**2 + v0*t+z0;1;2;t;[0,];var;0;1;v0;[1,];spe;-2;8;z0;[1,];spe;-3;3"));

        Assert.Equal(("class-3", "-t^2 + (1.82)*t+(-0.708)"), (problem.Name, problem.Law));
        Assert.Equal(new VariableRange("t", 0, 1), Assert.Single(problem.Domain));
        var points = problem.Draw(20, noise: 0, seed: 1);
        Assert.All(points.Variables[0].Zip(points.Target), p =>
            Assert.Equal(-p.First * p.First + 1.82 * p.First - 0.708, p.Second, 1e-12));
    }

    [Theory]
    [InlineData("3;Fall;z", "3 cells; expected number;name;")]
    [InlineData("3;Fall;z;[1,];t;1;0;t;[0,];var;0;far", "'far'; expected a finite number")]
    [InlineData("", "no laws; expected a line for each")]
    public void A_line_that_is_no_law_is_named(string line, string fault) =>
        Assert.Contains(fault, Assert.Throws<InputException>(() => Read(line)).Message, StringComparison.Ordinal);

    private IEnumerable<BenchmarkProblem> Read(string line)
    {
        File.WriteAllText(_folder["class.csv"], Heading + line);
        return ClassFile.Read(_folder["class.csv"], points: 50);
    }
}
