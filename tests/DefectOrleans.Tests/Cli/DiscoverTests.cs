using System.Diagnostics;
using System.Text.RegularExpressions;
using DefectOrleans.Cli;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Tests.Cli;

/// <summary>From a folder to a book, to its end and interrupted.</summary>
public sealed class DiscoverTests(MadeUpData data) : IClassFixture<MadeUpData>, IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Book => _temporary["book.json"];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void An_old_book_outlives_a_discovery_that_can_not_begin()
    {
        File.WriteAllText(Book, "old");
        Assert.Equal(2, CliRun.Of("discover", _temporary["nowhere"], "--out", Book).Code);
        Assert.Equal("old", File.ReadAllText(Book));
    }

    [Fact]
    public void Structures_with_few_defects_that_were_asked_for_have_to_exist()
    {
        MadeUpFolder.Write(_temporary["dense"], MadeUpStructures.Drawn(3, 4, seed: 1));
        var run = CliRun.Of("discover", _temporary["dense"], "--out", Book, "--max-defects", "2");
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("--dense", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_discovery_writes_its_book_and_says_what_trained_it()
    {
        var run = CliRun.Of("discover", data.Folder, "--out", Book, "--epochs", "1", "--islands", "1", "--property", "gap",
            "--seed", "5", "--threads", "1");
        Assert.Equal(0, run.Code);
        Assert.Contains("Trained by 108 structures of MadeUp", run.Out, StringComparison.Ordinal);
        Assert.Contains("Seed 5; islands 1", run.Out, StringComparison.Ordinal);
        Assert.NotEmpty(First(run.Error));
        var book = BookFile.Read(Book);
        Assert.Equal(4, book.Pairs.Count);
        Assert.Equal("1 epochs", book.Provenance.Bound);
        Assert.Equal([Book], Directory.GetFiles(_temporary.Path));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Sets_without_singles_and_pairs_are_trained_on_by_regression()
    {
        MadeUpFolder.Write(_temporary["dense"], MadeUpStructures.Drawn(60, 4, seed: 1));
        var run = CliRun.Of(
            "discover", _temporary["dense"], "--out", Book, "--epochs", "1", "--islands", "1", "--property", "energy");
        Assert.Contains("all structures are used as dense ones", run.Error, StringComparison.Ordinal);
        Assert.Contains("Trained by 60 structures of dense", run.Out, StringComparison.Ordinal);
        Assert.Equal(0, run.Code);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void An_interrupted_discovery_saves_what_it_has_and_goes_on_when_asked()
    {
        string[] words =
            ["discover", data.Folder, "--out", Book, "--epochs", "2", "--islands", "1", "--property", "gap", "--threads", "1"];
        using var interruption = new CancellationTokenSource();
        using var stderr = new Watching("[1/5]", interruption.Cancel);
        using var stdout = new StringWriter();
        Assert.Equal(3, CommandLineApp.Run(words, stdout, stderr, TimeProvider.System, interruption.Token));
        Assert.Contains("ended early", stderr.ToString(), StringComparison.Ordinal);
        Assert.False(BookFile.Read(Book).Provenance.Complete);
        Assert.Equal(0, CliRun.Of("predict", Book, data.Many).Code);

        var resumed = CliRun.Of([.. words, "--resume"]);
        Assert.Equal(0, resumed.Code);
        Assert.DoesNotContain($"{First(stderr.ToString())}: epoch", resumed.Error, StringComparison.Ordinal);
        Assert.True(BookFile.Read(Book).Provenance.Complete);
        Assert.Equal([Book], Directory.GetFiles(_temporary.Path));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [Trait("Category", "Slow")]
    public async Task A_signal_ends_the_process_with_a_usable_book(string signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var process = Process.Start(Heeding(
            Path.Combine(AppContext.BaseDirectory, "defects"),
            [
                "discover", data.Rough(_temporary["rough"]), "--out", Book, "--budget", "90s", "--islands", "1",
                "--property", "gap"
            ]))!;
        var answer = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync() is { } line && !line.StartsWith("[0/5]", StringComparison.Ordinal))
        {
        }
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(3, process.ExitCode);
        Assert.Matches(new Regex("ended early; .*book.json"), said);
        Assert.Contains("Trained by 108 structures", await answer, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of("formulas", Book).Code);
    }

    /// <summary>The search that a campaign of four pairs began with.</summary>
    private static string First(string progress) => new Regex(@"\[0/5\] (V_.* gap): epoch")
        .Match(progress) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidOperationException(progress);

    /// <summary>
    /// A start that heeds SIGINT even where the tests themselves were started with it ignored, as background jobs are.
    /// </summary>
    private static ProcessStartInfo Heeding(string program, string[] words)
    {
        var start = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("env", ["--default-signal=INT,TERM", program, .. words])
            : new ProcessStartInfo(program, words);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        return start;
    }

    /// <summary>A writer that calls out once when a word is written to it.</summary>
    private sealed class Watching(string word, Action call) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value!.Contains(word, StringComparison.Ordinal))
                call();
        }
    }
}
