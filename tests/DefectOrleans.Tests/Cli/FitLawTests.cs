using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Cli;

public sealed class FitLawTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Table => _folder["table.csv"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("g,x,y\na,1,2\na,2,3\n", "--group h", "--group: TABLE has no column 'h'; expected one of g, x, y")]
    [InlineData("g,x,y\na,1,2\na,2,3\n", "--group g", "--group g: all rows have 'a'; expected two groups or more")]
    [InlineData("g,x,y\na,1,2\na,2,3\nb,1,4\n", "--group g", "--group g: group 'b' has one point; expected at least two")]
    [InlineData("g,x,y\na,1,2\nb,2,3\nc,1,4\n", "--group g",
        "--group g: group 'a' (and 2 others) has one point; expected at least two")]
    [InlineData("x,y\n1,2\n2,3\n", "--form a*z+b", "--form 'a*z+b': no variable of the table; expected x in it")]
    [InlineData("x,y\n1,2\n2,3\n", "--form a*x^2+b*x+c", "--form: 3 numbers to fit to 2 points; expected at most as many")]
    [InlineData("x,y\n1,2\n2,3\n", "--form a*x+", "Formula 'a*x+', column 5")]
    [InlineData("x,y\n1,2\n2,3\n", "--form a*log(-x)", "--form: no value at some point, whatever its numbers")]
    [InlineData("x,y\n1,2\n2,3\n", "--form a*x+b --shared c",
        "--shared: 'c' is no number of the form 'a*x+b'; expected some of a, b")]
    [InlineData("x,y\n1,2\n2,3\n", "--form a*x+b --own a", "--own without --group; expected --group COLUMN")]
    [InlineData("x,y\n1,2\n2,3\n", "--own a", "--own or --shared without --form; expected --form FORMULA")]
    [InlineData("g,x,y\na,1,2\na,2,3\nb,1,4\nb,2,1\n", "--group g --form a*x+b --own a --shared a",
        "--own and --shared: 'a' is in both; expected it in one of them")]
    [InlineData("g,x,y\na,1,2\na,2,3\nb,1,4\nb,2,1\n", "--group g --form a*x+b*x^2+c --own a --shared b",
        "--form 'a*x+b*x^2+c': 'c' is neither a variable nor in --own or --shared; expected one")]
    [InlineData("g,x,y\na,1,2\na,2,3\nb,1,4\nb,2,1\n", "--group g --average-duplicates",
        "--average-duplicates, --baseline and --checkpoint are of fits without --group and --form")]
    public void What_no_law_can_be_fitted_to_is_refused_in_one_line(string table, string words, string answer)
    {
        File.WriteAllText(Table, table);
        var run = CliRun.Of(["fit", Table, "--target", "y", .. words.Split(' ')]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith(
            $"defects: {answer}", run.OnlyErrorLine.Replace(Table, "TABLE", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_is_fitted_with_the_errors_of_its_numbers()
    {
        WriteDecays(noise: 0.02);
        var run = CliRun.Of(["fit", Table, "--target", "x", "--group", "run", "--form", "a*exp(-t/l) + c", "--shared", "l"]);
        Approved.Holds("fit-form", run.Out);
    }

    [Fact]
    public void Programs_get_every_number_of_every_group()
    {
        WriteDecays(noise: 0);
        var run = CliRun.Of(
            ["fit", Table, "--target", "x", "--group", "run", "--form", "a*exp(-t/l) + c", "--own", "a,c", "--json"]);
        var answer = JsonNode.Parse(run.Out)!;
        var shared = Assert.Single(answer["shared"]!.AsArray())!;
        Assert.Equal("l", (string?)shared["name"]);
        Assert.Equal(1 / 1.3, (double)shared["value"]!, 9);
        Assert.Equal(
            ["one: 2.5 0.5", "two: 1.2 0.9", "three: 3.3 0.1"],
            answer["groups"]!.AsArray().Select(group => string.Create(
                CultureInfo.InvariantCulture,
                $"{group!["group"]}: {Number(group, 0)} {Number(group, 1)}")));

        static double Number(JsonNode group, int at) => Math.Round((double)group["numbers"]![at]!["value"]!, 9);
    }

    [Fact]
    public void A_form_with_digits_keeps_them()
    {
        File.WriteAllText(Table, "x,y\n1,2.5\n2,4\n3,5.5\n4,7\n");
        var run = CliRun.Of(["fit", Table, "--target", "y", "--form", "1.5*x + b", "--json"]);
        var answer = JsonNode.Parse(run.Out)!;
        Assert.Equal(1, (double)answer["groups"]![0]!["numbers"]![0]!["value"]!, 9);
        Assert.Equal(1.5, (double)answer["shared"]![0]!["value"]!);
    }

    [Fact]
    public void A_number_may_stand_in_a_form_more_than_once()
    {
        var lines = Enumerable.Range(0, 25).Select(i => 0.9 + 0.1 * i)
            .Select(r => FormattableString.Invariant($"{r:R},{4 * 0.7 * (Math.Pow(1.1 / r, 12) - Math.Pow(1.1 / r, 6)):R}"));
        File.WriteAllLines(Table, ["r,y", .. lines]);
        var run = CliRun.Of(["fit", Table, "--target", "y", "--form", "4*d*((s/r)^12 - (s/r)^6)", "--json"]);
        var numbers = JsonNode.Parse(run.Out)!["groups"]![0]!["numbers"]!.AsArray();
        Assert.Equal(["d", "s"], numbers.Select(number => (string)number!["name"]!));
        Assert.Equal(0.7, (double)numbers[0]!["value"]!, 9);
        Assert.Equal(1.1, Math.Abs((double)numbers[1]!["value"]!), 9);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void One_law_is_found_for_all_groups()
    {
        WriteDecays(noise: 0.02);
        var run = CliRun.Of(["fit", Table, "--target", "x", "--group", "run", "--epochs", "12", "--islands", "1", "--json"]);
        var answer = JsonNode.Parse(run.Out)!;
        // a·e^(−1.3t) + b, whichever way it is written: two numbers a group and one for all, within the noise of 0.0067.
        Assert.Equal(2, answer["own"]!.AsArray().Count);
        Assert.Single(answer["shared"]!.AsArray());
        Assert.InRange((double)answer["mae"]!, 0.005, 0.008);
    }

    [Fact]
    public void A_law_s_neighbours_on_the_front_are_told_with_how_much_longer_they_are()
    {
        WriteDecays(noise: 0.02);
        string[] words = ["fit", Table, "--target", "x", "--group", "run", "--epochs", "2", "--islands", "1"];

        var answer = JsonNode.Parse(CliRun.Of([.. words, "--json"]).Out)!;
        var (complexity, length) = ((int)answer["complexity"]!, (double)answer["description_length"]!);
        var below = answer["pareto"]!.AsArray().Last(law => (int)law!["complexity"]! < complexity)!;

        Assert.Equal((string)below["law"]!, (string)answer["simpler"]!["law"]!);
        var longer = (double)below["description_length"]! - length;
        Assert.Equal(longer, (double)answer["simpler"]!["delta_l_nats"]!, 1e-9);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"Simpler: {(string)below["law"]!}, ΔL = {longer:+0.0;-0.0;0.0} nats"),
            CliRun.Of(words).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6, -3)]
    [InlineData(-20, 9)]
    public void Other_units_give_the_same_law(int target, int variable)
    {
        WriteDecays(noise: 0.02);
        var plain = Found();
        WriteDecays(noise: 0.02, target, variable);
        var scaled = Found();

        Assert.Equal((double)plain["description_length"]!, (double)scaled["description_length"]!);
        Assert.Equal(plain["own"]!.AsArray().Count, scaled["own"]!.AsArray().Count);
        Assert.Equal((double)plain["mae"]!, (double)scaled["mae"]! * Math.Pow(10, -target), 1e-9);
        for (var group = 0; group < 3; group++)
        {
            var (law, other) = (Formula(plain, group), Formula(scaled, group));
            for (var t = 0.1; t < 4; t += 0.3)
                Assert.Equal(law(t), other(t * Math.Pow(10, variable)) * Math.Pow(10, -target), 1e-6);
        }

        JsonNode Found() => JsonNode.Parse(
            CliRun.Of(["fit", Table, "--target", "x", "--group", "run", "--epochs", "2", "--islands", "1", "--json"]).Out)!;

        static Func<double, double> Formula(JsonNode answer, int group) =>
            new CompiledFormula(FormulaText.Parse((string)answer["groups"]![group]!["formula"]!, ["t"])).Invoke;
    }

    private void WriteDecays(double noise, int power = 0, int powerOfTime = 0)
    {
        var random = new Random(3);
        var text = new StringBuilder("run;t;x\n");
        foreach (var (name, height, offset) in (ReadOnlySpan<(string, double, double)>)
            [("one", 2.5, 0.5), ("two", 1.2, 0.9), ("three", 3.3, 0.1)])
        {
            for (var i = 0; i < 20; i++)
            {
                var t = 0.2 * i;
                var x = height * Math.Exp(-1.3 * t) + offset + noise * (random.NextDouble() + random.NextDouble() - 1);
                // Few digits are the same in every unit.
                x = noise > 0 ? Math.Round(x, 6) : x;
                text.Append(CultureInfo.InvariantCulture, $"{name};{t:0.0}e{powerOfTime};{x:R}e{power}\n");
            }
        }
        File.WriteAllText(Table, text.ToString());
    }
}
