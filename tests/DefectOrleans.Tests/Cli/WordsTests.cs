using DefectOrleans.Cli;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Tests.Cli;

/// <summary>Wrong words end with code 2 and one line that says what would be right.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData("", "no command; expected demo, inspect, discover")]
    [InlineData("learn", "unknown command learn; expected demo, inspect, discover")]
    [InlineData("--jsn", "unknown option --jsn; expected")]
    [InlineData("inspect", "no FOLDER; expected defects inspect FOLDER…")]
    [InlineData("inspect a --jsn", "unknown option --jsn for 'defects inspect'; expected --skip-bad, --json")]
    [InlineData("evaluate", "no BOOK; expected defects evaluate BOOK FOLDER…")]
    [InlineData("evaluate book.json", "no FOLDER; expected defects evaluate BOOK FOLDER…")]
    [InlineData("evaluate book.json a --min-defects x", "--min-defects: 'x'; expected a whole number from 0")]
    [InlineData("predict book.json", "no FILE; expected defects predict BOOK FILE…")]
    [InlineData("predict book.json a.cif --json --csv", "--json and --csv exclude each other")]
    [InlineData("formulas", "no BOOK; expected defects formulas BOOK")]
    [InlineData("formulas book.json --format pdf", "--format: 'pdf'; expected text, latex, sympy, python, csharp, csv, json")]
    [InlineData("formulas book.json more", "'more' is a word too many for 'defects formulas'")]
    [InlineData("demo now", "'now' is a word too many for 'defects demo'")]
    [InlineData("discover a", "no --out; expected --out BOOK.json")]
    [InlineData("discover --out b.json", "no FOLDER; expected defects discover FOLDER… --out BOOK.json")]
    [InlineData("discover a --out", "--out has no value; expected --out BOOK.json")]
    [InlineData("discover a --out --json", "--out has no value; expected --out BOOK.json")]
    [InlineData("discover a --out b.json --budget 5", "--budget: '5'; expected a time above zero such as 90s, 5m or 1h30m")]
    [InlineData("discover a --out b.json --budget 0s", "--budget: '0s'; expected a time above zero")]
    [InlineData("discover a --out b.json --epochs 0", "--epochs: '0'; expected a whole number from 1")]
    [InlineData("discover a --out b.json --epochs 3 --budget 5m", "--budget and --epochs exclude each other")]
    [InlineData(
        "discover a --out b.json --dense-fraction 1.5", "--dense-fraction: '1.5'; expected a number above 0 and at most 1")]
    [InlineData("discover a --out b.json --triples -1", "--triples: '-1'; expected a whole number from 0")]
    [InlineData("discover a --out b.json --islands 65", "65 islands; expected 1 to 64")]
    [InlineData("discover a --out b.json --seed 1 --seed 2", "--seed is given 2 times; expected it once")]
    [InlineData("discover a --out b.json --network gpu", "--network: 'gpu'; expected managed, torch, torch:cuda")]
    [InlineData("discover a --out /no/such/place/b.json", "/no/such/place/b.json: can't be written")]
    [InlineData("discover /no/such/folder --out b.json", "/no/such/folder: no such folder")]
    public void Wrong_words_are_answered_with_what_would_be_right(string words, string answer) => Refused(words, answer);

    [Theory]
    [InlineData("discover a --out b.json --property energy,band", "--property: 'band'")]
    [InlineData("plot b.json --out figures --property band", "--property: 'band'")]
    public void Of_properties_all_that_there_are_are_named(string words, string answer) =>
        Refused(words, $"{answer}; expected some of {Quantity.Words}");

    private static void Refused(string words, string answer)
    {
        var run = CliRun.Of(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {answer}", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_words_are_named_at_once()
    {
        var line = CliRun.Of("discover", "a", "--out", "b.json", "--seed", "x", "--budget", "y").OnlyErrorLine;
        Assert.Contains("--seed: 'x'", line, StringComparison.Ordinal);
        Assert.Contains("--budget: 'y'", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_is_not_installed_is_refused_before_any_work()
    {
        var run = CliRun.Of(
            "discover", "/no/such/folder", "--out", Path.Combine(Path.GetTempPath(), "b.json"), "--network", "torch");
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("DefectOrleans.Torch", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_program_is_owned_up_to_on_one_line()
    {
        using var stderr = new StringWriter();
        var code = CommandLineApp.Run(["--version"], new Broken(), stderr, TimeProvider.System, CancellationToken.None);
        Assert.Equal(1, code);
        Assert.Equal(
            "defects: a fault of this program: NotSupportedException: broken (DEFECTS_TRACE=1 shows where)\n", stderr.ToString());
    }

    /// <summary>A stream that no program expects.</summary>
    private sealed class Broken : StringWriter
    {
        public override void Write(char value) => throw new NotSupportedException("broken");

        public override void Write(string? value) => throw new NotSupportedException("broken");

        public override void WriteLine(string? value) => throw new NotSupportedException("broken");
    }
}
