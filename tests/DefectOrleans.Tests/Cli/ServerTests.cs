using DefectOrleans.Cli;
using DefectOrleans.Engine.Books;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Cli;

/// <summary>Commands that ask a service, and the one that is it.</summary>
public sealed class ServerTests(MadeUpData data, ServedApi served)
    : IClassFixture<MadeUpData>, IClassFixture<ServedApi>, IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Server => served.Address.AbsoluteUri;

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("predict", "BOOK", "MANY")]
    [InlineData("predict", "BOOK", "MANY", "--json")]
    [InlineData("predict", "BOOK", "MANY", "--csv")]
    [InlineData("formulas", "BOOK", "--pareto")]
    [InlineData("formulas", "BOOK", "--format", "sympy")]
    [InlineData("formulas", "BOOK", "--format", "json")]
    [InlineData("evaluate", "BOOK", "FOLDER", "--json")]
    public void A_service_answers_as_the_file_does(params string[] words)
    {
        var here = CliRun.Of(With(data.Book));
        var there = CliRun.Of([.. With("MadeUp"), "--server", Server]);
        Assert.Equal((0, 0), (here.Code, there.Code));
        Assert.Equal(here.Out, there.Out);

        string[] With(string book) =>
            [.. words.Select(w => w switch { "BOOK" => book, "MANY" => data.Many, "FOLDER" => data.Folder, _ => w })];
    }

    [Fact]
    public void Faults_are_told_as_of_the_file()
    {
        File.WriteAllText(_temporary["bad.cif"], "data_bad\n_cell_length_a 3\n");
        var here = CliRun.Of("predict", data.Book, _temporary["bad.cif"]);
        var there = CliRun.Of("predict", "MadeUp", _temporary["bad.cif"], "--server", Server);
        Assert.Equal((2, here.OnlyErrorLine), (there.Code, there.OnlyErrorLine));
        Assert.Equal(
            CliRun.Of("predict", data.Book, _temporary["none.cif"]).OnlyErrorLine,
            CliRun.Of("predict", "MadeUp", _temporary["none.cif"], "--server", Server).OnlyErrorLine);
        Assert.Contains("no book 'none'; expected one of MadeUp", CliRun.Of("formulas", "none", "--server", Server).OnlyErrorLine,
            StringComparison.Ordinal);
        Assert.Contains("expected an address such as http", CliRun.Of("formulas", "none", "--server", "nowhere").OnlyErrorLine,
            StringComparison.Ordinal);
        Assert.Contains(
            "expected neither beside --server",
            CliRun.Of("discover", data.Folder, "--out", _temporary["b.json"], "--server", Server, "--resume").OnlyErrorLine,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_discovery_by_a_service_finds_the_book_that_one_here_finds()
    {
        string[] words = ["discover", data.Folder, "--epochs", "1", "--islands", "1", "--property", "gap", "--seed", "5"];
        Assert.Equal(0, CliRun.Of([.. words, "--out", _temporary["here.json"], "--threads", "1"]).Code);
        var there = CliRun.Of([.. words, "--out", _temporary["there.json"], "--server", Server]);
        Assert.Equal(0, there.Code);
        Assert.Contains("campaign there-", there.Error, StringComparison.Ordinal);
        Assert.Equal(
            BookFile.Read(_temporary["here.json"]).Pairs.Select(p => (p.PairType, p.Side, p.Property, p.Chosen)),
            BookFile.Read(_temporary["there.json"]).Pairs.Select(p => (p.PairType, p.Side, p.Property, p.Chosen)));
        Assert.Contains("there", (await served.Service.Books(default)).Select(b => b.Id));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Who_leaves_a_discovery_is_told_how_to_come_back()
    {
        using var interruption = new CancellationTokenSource();
        using StringWriter stdout = new();
        using var stderr = new Watching("epoch", interruption.Cancel);
        string[] words =
            [
                "discover", data.Rough(_temporary["rough"]), "--epochs", "1000000", "--islands", "1", "--property", "gap",
                "--out", _temporary["left.json"], "--server", Server
            ];
        Assert.Equal(3, CommandLineApp.Run(words, stdout, stderr, TimeProvider.System, interruption.Token));
        Assert.Contains("which goes on at", stderr.ToString(), StringComparison.Ordinal);
        Assert.Contains("the same words again come back to it", stderr.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_temporary["left.json"]));
        Assert.Contains(await served.Service.Campaigns(default), c => c.Id.StartsWith("left-", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_same_words_come_back_to_the_same_campaign_however_long_reading_took()
    {
        string[] words =
            [
                "discover", data.Rough(_temporary["again"]), "--budget", "9000s", "--islands", "1", "--property", "gap", "--out",
                _temporary["again.json"], "--server", Server
            ];

        Assert.Equal(Left(), Left());

        string Left()
        {
            using var interruption = new CancellationTokenSource();
            using StringWriter stdout = new();
            using var stderr = new Watching("epoch", interruption.Cancel);
            CommandLineApp.Run(words, stdout, stderr, TimeProvider.System, interruption.Token);
            return stderr.ToString().Split('\n').Single(line => line.StartsWith("campaign again-", StringComparison.Ordinal));
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Campaigns_of_a_service_are_listed_and_deleted()
    {
        await served.Service.StartCampaign(SmallCampaign.Endless("listed", "listed"), default);
        Assert.Matches(@"listed\s+running\s+listed", CliRun.Of("campaigns", "--server", Server).Out);
        var refused = CliRun.Of("campaigns", "delete", "listed", "--server", Server);
        Assert.Equal((2, "defects: campaign 'listed' has not ended; cancel it first"), (refused.Code, refused.OnlyErrorLine));
        await served.Service.Control("listed", Contracts.CampaignOrder.Cancel, default);
        await foreach (var _ in served.Service.Watch("listed", default))
        {
        }
        Assert.Contains(
            "\"state\":\"cancelled\"", CliRun.Of("campaigns", "--server", Server, "--json").Out, StringComparison.Ordinal);

        var deleted = CliRun.Of("campaigns", "--server", Server, "delete", "listed");

        Assert.Equal((0, "deleted listed"), (deleted.Code, deleted.Out.TrimEnd()));
        Assert.DoesNotContain("listed", (await served.Service.Campaigns(default)).Select(c => c.Id));
        Assert.Contains("no campaign 'listed'", CliRun.Of("campaigns", "delete", "listed", "--server", Server).OnlyErrorLine,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no --server; expected defects campaigns --server URL", "campaigns")]
    [InlineData("no --server; expected defects campaigns delete --server URL", "campaigns", "delete", "x")]
    [InlineData("no ID; expected defects campaigns delete ID…", "campaigns", "delete", "--server", "http://127.0.0.1:1")]
    [InlineData("unknown command remove; expected delete", "campaigns", "remove", "--server", "http://127.0.0.1:1")]
    public void What_is_wrong_with_words_about_campaigns_is_said(string fault, params string[] words)
    {
        var run = CliRun.Of(words);
        Assert.Equal(2, run.Code);
        Assert.Contains(fault, run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Served_books_are_asked_by_their_files_names_until_the_command_is_ended()
    {
        var copy = _temporary["other.json"];
        File.Copy(data.Book, copy);
        using var end = new CancellationTokenSource();
        using var stdout = new Lines();
        using var stderr = new StringWriter();
        var serving = Task.Run(() => CommandLineApp.Run(
            ["serve", data.Book, copy, "--urls", "http://127.0.0.1:0"], stdout, stderr, TimeProvider.System, end.Token));
        var address = (await stdout.Until("Serving at ")).Split(' ')[2];
        var here = CliRun.Of("predict", data.Book, data.Many);
        Assert.Equal(here.Out, CliRun.Of("predict", "book", data.Many, "--server", address).Out);
        Assert.Equal(here.Out, CliRun.Of("predict", "other", data.Many, "--server", address).Out);
        await end.CancelAsync();
        Assert.Equal(0, await serving);
    }

    [Fact]
    public void What_can_not_be_served_is_said()
    {
        Assert.Contains("none.json", CliRun.Of("serve", _temporary["none.json"]).OnlyErrorLine, StringComparison.Ordinal);
        Directory.CreateDirectory(_temporary["again"]);
        File.Copy(data.Book, Path.Combine(_temporary["again"], "book.json"));
        Assert.Contains(
            "would both be asked by 'MadeUp'",
            CliRun.Of("serve", data.Book, Path.Combine(_temporary["again"], "book.json")).OnlyErrorLine,
            StringComparison.Ordinal);
        var taken = CliRun.Of("serve", data.Book, "--urls", Server);
        Assert.Equal(2, taken.Code);
        Assert.Contains("--urls: ", taken.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Contains("--urls: 'here'; expected an address", CliRun.Of("serve", data.Book, "--urls", "here").OnlyErrorLine,
            StringComparison.Ordinal);
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

    /// <summary>A writer whose lines can be waited for.</summary>
    private sealed class Lines : StringWriter
    {
        private readonly System.Threading.Channels.Channel<string> _written =
            System.Threading.Channels.Channel.CreateUnbounded<string>();
        private string _rest = "";

        public async Task<string> Until(string start)
        {
            await foreach (var line in _written.Reader.ReadAllAsync())
            {
                if (line.StartsWith(start, StringComparison.Ordinal))
                    return line;
            }
            throw new InvalidOperationException();
        }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            var parts = (_rest + value).Split('\n');
            _rest = parts[^1];
            foreach (var line in parts[..^1])
                _written.Writer.TryWrite(line.TrimEnd('\r'));
        }
    }
}
