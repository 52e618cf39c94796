using System.Text;
using DefectOrleans.Bench;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Bench;

public sealed class EquationFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equations_have_names_ranges_and_points()
    {
        var file = Read(
            """
            Filename,Number,Output,Formula,# variables,v1_name,v1_low,v1_high,v2_name,v2_low,v2_high
            I.6.2,2,f,exp(-(theta/sigma)**2/2)/(sqrt(2*pi)*sigma),2,sigma,1,3,theta,1,2

            ,,,,,,,,,,
            II.35.21,3,M,tanh(mom),9,mom,1,5,,,
            """);

        Assert.Equal(["I.6.2", "II.35.21"], file.Problems.Select(p => p.Name));
        Assert.Equal([new("sigma", 1, 3), new("theta", 1, 2)], file.Problems[0].Domain.AsEnumerable());
        var points = file.Problems[0].Train(noise: 0, seed: 1);
        Assert.Equal((50, 2), (points.Count, points.Variables.Length));
        var (sigma, theta) = (points.Variables[0][7], points.Variables[1][7]);
        Assert.Equal(
            Math.Exp(-theta * theta / sigma / sigma / 2) / Math.Sqrt(2 * Math.PI) / sigma, points.Target[7], 1e-12);
        Assert.Empty(file.Skipped);
    }

    [Fact]
    public void What_is_no_formula_here_is_skipped_by_name_with_the_reason()
    {
        var file = Read("Filename,Formula,v1_name,v1_low,v1_high\nI.0,gamma(n),n,0,1\nI.1,2*n,n,0,1\n");

        Assert.Equal("I.1", Assert.Single(file.Problems).Name);
        var skipped = Assert.Single(file.Skipped);
        Assert.Equal("I.0", skipped.Name);
        Assert.StartsWith("Formula 'gamma(n)', column 1: ", skipped.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_without_values_in_its_ranges_is_skipped_too()
    {
        var file = Read("Filename,Formula,v1_name,v1_low,v1_high\nI.0,log(-n),n,1,2\nI.1,arcsin(n),n,0,1\n");

        Assert.Equal("I.1", Assert.Single(file.Problems).Name);
        Assert.Equal(
            "I.0: no value of log(-n) was met in the ranges of its variables; expected some", Assert.Single(file.Skipped).Reason);
    }

    [Theory]
    [InlineData("Filename,Formula,v1_name,v1_low\nI.1,n,n,0\n", ", line 1: no column 'v1_high'; found Filename, Formula")]
    [InlineData("Filename,Formula,v1_name,v1_low,v1_high\n", ": no equations; expected a row for each")]
    [InlineData(
        "Filename,Formula,v1_name,v1_low,v1_high\nI.1,n,n,0,far\n", ", line 2, column v1_high: 'far'; expected a finite number")]
    public void What_is_no_table_of_equations_is_refused(string text, string fault) =>
        Assert.StartsWith(
            _folder["equations.csv"] + fault, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() => Assert.Equal(
        "/no/such.csv: no such file",
        Assert.Throws<InputException>(() => EquationFile.Read("/no/such.csv", 10, OperatorRegistry.Usual)).Message);

    private EquationFile Read(string text)
    {
        File.WriteAllText(_folder["equations.csv"], text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return EquationFile.Read(_folder["equations.csv"], points: 50, OperatorRegistry.Usual);
    }
}
