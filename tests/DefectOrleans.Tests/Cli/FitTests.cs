using System.Text.Json.Nodes;
using DefectOrleans.Cli;
using DefectOrleans.Cli.Fitting;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Cli;

public sealed class FitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Table => _folder["table.csv"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "--target y", "TABLE: an empty file; expected a header and rows of numbers")]
    [InlineData("x,y\n", "--target y", "TABLE: no row; expected at least two points")]
    [InlineData("x,y\n1,2\n", "--target y", "TABLE: one row; expected at least two points")]
    [InlineData("x,y\n1,2\n2,2\n3,2\n", "--target y", "TABLE, column y: 2 in every row; expected a target that changes")]
    [InlineData("x,y\n1,2\n2,NaN\n", "--target y", "TABLE, row 2 (line 3), column y: 'NaN'; expected a finite number")]
    [InlineData("x,y\n1,2\n\ntwo,3\n", "--target y", "TABLE, row 2 (line 4), column x: 'two'; expected a finite number")]
    [InlineData("x,y\n1,2\n2,\n", "--target y", "TABLE, row 2 (line 3), column y: ''; expected a finite number")]
    [InlineData("x,y\n1,2\n2,inf\n", "--target y", "TABLE, row 2 (line 3), column y: 'inf'; expected a finite number")]
    [InlineData("x,y\n1,2\n2,3,4\n", "--target y", "TABLE, row 2 (line 3): 3 values; expected 2, as in the header")]
    [InlineData("x,x,y\n1,1,2\n", "--target y", "TABLE, line 1: column 'x' stands there twice")]
    [InlineData("x,y\n1,2\n1,5\n", "--target y", "TABLE: one point, measured again and again; expected at least two")]
    [InlineData("x,y\n1,2\n1,5\n", "--target y --average-duplicates", "TABLE: one point after averaging; expected at least two")]
    [InlineData("a,b,c,d,e,f,g,h,i,j,k,y\n1,1,1,1,1,1,1,1,1,1,1,2\n2,2,2,2,2,2,2,2,2,2,2,3\n", "--target y",
        "TABLE: 11 variables (a, b, c, d, e, f, g, h, i, j, k) beside the target; expected 1 to 10")]
    [InlineData("y\n1\n2\n", "--target y", "TABLE: 0 variables () beside the target; expected 1 to 10")]
    [InlineData("x,y\n1,2\n2,3\n", "--target z", "--target: TABLE has no column 'z'; expected one of x, y")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --weights w", "--weights: TABLE has no column 'w'; expected one of x, y")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --weights y", "--weights: 'y' is the target; expected another column")]
    [InlineData("x,y,w\n1,2,1\n2,3,-1\n", "--target y --weights w",
        "TABLE, row 2 (line 3), column w: a weight of -1; expected 0 or more")]
    [InlineData(
        "x,y,w\n1,2,0\n2,3,0\n", "--target y --weights w", "TABLE, column w: all weights are 0; expected at least two above")]
    [InlineData("x,y,w\n1,2,0\n2,3,1\n", "--target y --weights w",
        "TABLE, column w: one row, row 2 (line 3), with a weight above 0; expected at least two points")]
    [InlineData("0.1,1.3\n0.2,1.6\n0.3,1.9\n", "--target 1.3",
        "TABLE, line 1: numbers (0.1, 1.3), so there is no header; expected the columns' names there")]
    [InlineData("# T\n0,1;1,3\n0,2;1,6\n", "--target y", "TABLE, line 2: numbers (0,1, 1,3), so there is no header")]
    [InlineData("x y\n0.1 1.3\n0.2 1.6\n", "--target y",
        "TABLE, line 1: one column, 'x y'; expected commas, semicolons or tabs between columns")]
    [InlineData("x,y\n0,1,1,3\n0,2,1,6\n", "--target y",
        "TABLE, row 1 (line 2): 4 values (decimal commas ask for semicolons or tabs between columns); expected 2")]
    [InlineData("x;y\n0,1;1,3\n0,2;oops\n", "--target y",
        "TABLE, row 2 (line 3), column y: 'oops'; expected a finite number with a decimal comma, as in the rest")]
    [InlineData("x;y\n0,1;1,3\n0.2;1,6\n", "--target y", "TABLE, row 1 (line 2), column x: '0,1'; expected a finite number")]
    [InlineData(
        "# T\n\nx,y\n1,2\n# half way\n2,a\n", "--target y", "TABLE, row 2 (line 6), column y: 'a'; expected a finite number")]
    [InlineData("x,y\n1,1e-160\n2,4e-160\n", "--target y",
        "TABLE, column y: numbers up to 4e-160 in size, whose squares are too small to be added up; expected 1e-140 to 1e+140")]
    [InlineData("x,y\n1,1e160\n2,4e160\n", "--target y",
        "TABLE, column y: numbers up to 4e160 in size, whose squares are too large to be added up; expected 1e-140 to 1e+140")]
    [InlineData("x,y,w\n1,1,1e-200\n2,4,1e-201\n", "--target y --weights w", "TABLE, column w: weights up to 1e-200 in size")]
    [InlineData("x,y\n1,2\n2,3\n", "", "no --target; expected --target COLUMN")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --functions add,tan",
        "--functions: 'tan'; expected some of add, sub, mul, div, pow, sqrt, sin")]
    [InlineData(
        "x,y\n1,2\n2,3\n", "--target y --functions sin,exp",
        "--functions: no operator of two operands, so no formula to search; expected add, sub, mul, div, pow or some of them "
            + "too")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --max-complexity 0", "--max-complexity: '0'; expected a whole number from 1")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --budget 5s --epochs 2", "--budget and --epochs exclude each other")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --resume", "--resume without --checkpoint; expected --checkpoint FILE")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --checkpoint /no/such/place/a.state", "/no/such/place/a.state: can't be written")]
    [InlineData("x,y\n1,2\n2,3\n", "--target y --checkpoint TABLE --resume",
        "TABLE: not an interrupted search, or one of another version")]
    public void What_no_formula_can_be_searched_for_is_refused_in_one_line(string table, string words, string answer)
    {
        File.WriteAllText(Table, table);
        var run =
            CliRun.Of(
                [
                    "fit", Table,
                    .. words.Replace("TABLE", Table, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries)
                ]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith(
            $"defects: {answer}", run.OnlyErrorLine.Replace(Table, "TABLE", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_table_is_named()
    {
        var run = CliRun.Of("fit", Table, "--target", "y");
        Assert.Equal((2, $"defects: {Table}: no such file"), (run.Code, run.OnlyErrorLine));
    }

    [Fact]
    public void A_law_without_noise_is_found_and_written_in_the_names_of_the_columns()
    {
        WriteProduct("length", "width");
        var run = CliRun.Of("fit", Table, "--target", "area", "--epochs", "3", "--functions", "add,mul", "--json");
        Assert.Equal(0, run.Code);

        var answer = JsonNode.Parse(run.Out)!;
        var best = answer["best"]!;
        var formula = new CompiledFormula(FormulaText.Parse((string)best["formula"]!, ["length", "width"]));
        Assert.Equal(2.5 * 7 * 11, formula.Invoke([7, 11]), 1e-9);
        Assert.InRange((double)best["mse"]!, 0, 1e-18);
        Assert.InRange((double)best["mae"]!, 0, 1e-9);
        var front = answer["pareto"]!.AsArray();
        Assert.All(front, f => Assert.True((double)f!["mse"]! >= 0 && f["formula"] is not null && f["mae"] is not null));
        Assert.Contains(front, f => (int)f!["complexity"]! == (int)best["complexity"]!);
        Assert.Equal(["length", "width"], answer["variables"]!.AsArray().Select(v => (string)v!));
        Assert.True((double)answer["seconds"]! > 0);
        Assert.Equal("exact", (string)answer["ended"]!);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("3000000*x1 + 5000000", 0.5, 5, 40, 5)]
    [InlineData("3.1*x1^0.7 + 2", 0.4, 20, 50, 10)]
    [InlineData("2.5*exp(-1.3*x1) + 0.5", 0, 5, 60, 11)]
    [InlineData("4*0.8*((1/x1)^12 - (1/x1)^6)", 1, 3, 80, 15)]
    public void A_law_of_physics_is_the_one_that_is_chosen(string law, double from, double to, int points, int complexity)
    {
        var formula = new CompiledFormula(FormulaText.Parse(law));
        File.WriteAllLines(
            Table,
            [
                "x,y",
                .. Enumerable.Range(0, points).Select(i => from + i * (to - from) / (points - 1))
                    .Select(x => FormattableString.Invariant($"{x:R},{formula.Invoke(x):R}"))
            ]);
        var run = CliRun.Of("fit", Table, "--target", "y", "--epochs", "12", "--json");
        var best = JsonNode.Parse(run.Out)!["best"]!;
        var found = new CompiledFormula(FormulaText.Parse((string)best["formula"]!, ["x"]));
        Assert.InRange((int)best["complexity"]!, 1, complexity);
        // Between the points too.
        foreach (var x in Enumerable.Range(1, 40).Select(i => from + i * (to - from) / 41))
            Assert.Equal(1, found.Invoke(x) / formula.Invoke(x), 1e-6);
    }

    [Theory]
    [InlineData("+max,+abs", "max(x1, 1) + 2")]
    [InlineData("add,mul,tanh", "3*tanh(2*x1)")]
    public void Operators_that_the_shipped_network_does_not_know_are_found_by_edits(string functions, string law)
    {
        var formula = new CompiledFormula(FormulaText.Parse(law));
        File.WriteAllLines(
            Table,
            [
                "x,y",
                .. Enumerable.Range(-10, 21).Select(i => FormattableString.Invariant($"{i * 0.3},{formula.Invoke(i * 0.3):R}"))
            ]);
        var run = CliRun.Of("fit", Table, "--target", "y", "--epochs", "6", "--functions", functions, "--json");
        Assert.Equal("exact", (string)JsonNode.Parse(run.Out)!["ended"]!);
    }

    [Fact]
    public void Names_that_formulas_cannot_say_are_replaced_with_a_note()
    {
        WriteProduct("exp", "a width");
        var run = CliRun.Of("fit", Table, "--target", "area", "--epochs", "3", "--functions", "add,mul");
        Assert.Equal(0, run.Code);
        Assert.Contains(
            "note: formulas say exp_ for column 'exp' in text, LaTeX, SymPy, Python, C#; a_width for column 'a width' in text",
            run.Error, StringComparison.Ordinal);
        Assert.Contains("area of exp_, a_width, 12 points", run.Out, StringComparison.Ordinal);
        foreach (var language in (string[])["text", "LaTeX", "SymPy", "Python", "C#"])
            Assert.Contains(run.Out.Split('\n'), line => line.StartsWith($"{language,-6}  ", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_same_seed_gives_the_same_front_whatever_the_threads()
    {
        File.WriteAllLines(
            Table,
            [
                "x,y", .. Enumerable.Range(1, 20)
                    .Select(i => FormattableString.Invariant($"{i * 0.3},{Math.Sin(i * 0.7) + 0.01 * (i % 3)}"))
            ]);
        string Front(string threads)
        {
            var answer =
                JsonNode.Parse(CliRun.Of("fit", Table, "--target", "y", "--epochs", "1", "--threads", threads, "--json").Out)!;
            return answer["pareto"]!.ToJsonString();
        }
        Assert.Equal(Front("1"), Front("2"));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_resumed_search_finds_what_an_uninterrupted_one_finds()
    {
        File.WriteAllLines(
            Table,
            [
                "x,y", .. Enumerable.Range(1, 20)
                    .Select(i => FormattableString.Invariant($"{i * 0.3},{Math.Sin(i * 0.7) + 0.01 * (i % 3)}"))
            ]);
        string Front(params string[] words) =>
            JsonNode.Parse(
                CliRun.Of(["fit", Table, "--target", "y", "--functions", "add,mul,sin", "--json", .. words]).Out)!["pareto"]!
                .ToJsonString();
        string[] kept = ["--checkpoint", _folder["fit.state"]];

        Front([.. kept, "--epochs", "1", "--threads", "2"]);
        var resumed = Front([.. kept, "--epochs", "2", "--threads", "1", "--resume"]);

        Assert.Equal(Front("--epochs", "2"), resumed);
        Assert.Equal(resumed, Front([.. kept, "--epochs", "2", "--resume"]));
        var other = CliRun.Of(["fit", Table, "--target", "y", "--functions", "add,mul", "--epochs", "2", .. kept, "--resume"]);
        Assert.Equal(
            (2,
                $"defects: {kept[1]}: of a search with another table, functions, complexity, islands or seed; give the same ones "
                    + "or delete it to start anew"),
            (other.Code, other.OnlyErrorLine));
    }

    [Theory]
    [InlineData("x2", "bad name", "x2", "bad_name", "x2", "bad_name")]
    [InlineData("E", "I", "E", "I", "Symbol('E')", "Symbol('I')")]
    [InlineData("class", "double", "class", "double", "Symbol('class')", "double")]
    [InlineData("lambda", "Math", "lambda", "Math", "Symbol('lambda')", "Math")]
    [InlineData("x_y", "x y", "x_y", "x_y_", "x_y", "x_y_")]
    public void Every_column_keeps_its_name_in_every_language_that_can_say_it(
        string first, string second, string firstText, string secondText, string firstSymPy, string secondSymPy)
    {
        WriteProduct(first, second);
        var run = CliRun.Of("fit", Table, "--target", "area", "--epochs", "3", "--functions", "add,mul", "--json");
        var answer = JsonNode.Parse(run.Out)!;
        var (best, columns) = (answer["best"]!, answer["columns"]!.AsArray());

        Assert.Equal([first, second], columns.Select(c => (string)c!["column"]!));
        Assert.Equal([firstText, secondText], columns.Select(c => (string)c!["text"]!));
        Assert.Equal([firstSymPy, secondSymPy], columns.Select(c => (string)c!["sympy"]!));
        foreach (var language in (string[])["sympy", "python", "csharp", "latex"])
        {
            var text = (string)best[language]!;
            if (language != "latex")
                Assert.All(columns, c => Assert.Contains((string)c![language]!, text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("x;y\n0,5;1,5\n1,0;3,0\n2,0;6,0\n")]
    [InlineData("x;y\n0.5;1.5\n1.0;3.0\n2.0;6.0\n")]
    [InlineData("x\ty\n0.5\t1.5\n1\t3\n2\t6\n")]
    [InlineData("# a logger\n# T = 300 K\nx,y\n0.5,1.5\n# a break\n1,3\n2,6\n")]
    [InlineData("x,y,w\n0.5,1.5,1\n0,7,0\n1,3,1\n2,6,2\n")]
    public void Tables_are_read_as_they_are_written(string text)
    {
        File.WriteAllText(Table, text);
        var table = FitTable.From(TableFile.ReadFile(Table), "y", text.Contains('w') ? "w" : null, average: false);
        Assert.Equal([0.5, 1.0, 2.0], table.Points.Variables[0].ToArray());
        Assert.Equal([1.5, 3.0, 6.0], table.Points.Target.ToArray());
    }

    [Fact]
    public void A_row_of_weight_zero_vetoes_no_formula()
    {
        File.WriteAllLines(Table, ["x,y,w", .. Enumerable.Range(-20, 41).Select(i => FormattableString.Invariant(
            $"{i * 0.25},{(i == 0 ? 0 : Math.Sin(i * 0.25) / (i * 0.25)):R},{(i == 0 ? 0 : 1)}"))]);
        var run = CliRun.Of(
            "fit", Table, "--target", "y", "--weights", "w", "--epochs", "5", "--functions", "add,mul,div,sin", "--json");
        Assert.Equal("sin(x)/x", (string)JsonNode.Parse(run.Out)!["best"]!["formula"]!);
    }

    [Fact]
    public void Averaged_rows_weigh_as_much_as_they_are()
    {
        File.WriteAllText(Table, "x,y,w\n1,2,1\n2,3,1\n1,8,2\n");
        var table = FitTable.From(TableFile.ReadFile(Table), "y", "w", average: true);
        Assert.Equal([1.0, 2.0], table.Points.Variables[0].ToArray());
        Assert.Equal([6.0, 3.0], table.Points.Target.ToArray());
        Assert.Equal([3.0, 1.0], table.Points.Weights.ToArray());
    }

    [Fact]
    public void Repeated_points_all_count_and_tell_the_noise()
    {
        double[] off = [0.1, -0.1, 0];
        File.WriteAllLines(
            Table,
            [
                "x,y",
                .. Enumerable.Range(0, 30).Select(i => FormattableString.Invariant($"{i / 3},{3 * (i / 3) + 1 + off[i % 3]}"))
            ]);

        var table = FitTable.From(TableFile.ReadFile(Table), "y", null, average: false);

        Assert.Equal(30, table.Points.Count);
        Assert.Equal(0.1, new FormulaLength(table.Points).Noise!.Value, 1e-9);
    }

    [Fact]
    public void Ended_at_once_it_says_that_nothing_was_found()
    {
        WriteProduct("a", "b");
        using StringWriter stdout = new(), stderr = new();
        var code = CommandLineApp.Run(
            ["fit", Table, "--target", "area"], stdout, stderr, TimeProvider.System, new CancellationToken(canceled: true));
        Assert.Equal((3, "", "defects: ended before a formula was found\n"), (code, stdout.ToString(), stderr.ToString()));
    }

    private void WriteProduct(string first, string second) => File.WriteAllLines(Table,
    [
        $"{first},area,{second}",
        .. Enumerable.Range(1, 12).Select(i => FormattableString.Invariant($"{i},{2.5 * i * (i * i % 7 + 1)},{i * i % 7 + 1}")),
    ]);
}
