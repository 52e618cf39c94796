using System.Diagnostics;
using System.Text;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Cli;

/// <summary>What only a person at a terminal meets: the command runs on a pseudo-terminal, and keys are pressed there.</summary>
public sealed class TerminalTests(MadeUpData data, ServedApi served)
    : IClassFixture<MadeUpData>, IClassFixture<ServedApi>, IDisposable
{
    private const char ControlC = '\x03', Enter = '\r';
    private const string Question = "or leave and let it go on (Enter)?";

    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Control_C_asks_and_Enter_leaves_the_campaign_to_go_on()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var terminal = Discovery("left");
        await terminal.Until("Candidates/s");
        terminal.Press(ControlC);
        await terminal.Until(Question);
        terminal.Press(Enter);
        Assert.Equal(3, await terminal.Ended());
        Assert.Contains("the same words again come back to it", terminal.Shown, StringComparison.Ordinal);
        Assert.False(File.Exists(_temporary["left.json"]));
        var campaign = (await served.Service.Campaigns(default)).Single(c => c.Book == "left");
        Assert.Equal(CampaignState.Running, campaign.State);
        await served.Service.Control(campaign.Id, CampaignOrder.Cancel, default);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Control_C_asks_and_e_ends_the_campaign_and_keeps_what_it_found()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var terminal = Discovery("kept");
        await terminal.Until("Candidates/s");
        terminal.Press(ControlC);
        await terminal.Until(Question);
        terminal.Press('e', Enter);
        Assert.Equal(3, await terminal.Ended());
        Assert.Contains("ended early", terminal.Shown, StringComparison.Ordinal);
        Assert.False(BookFile.Read(_temporary["kept.json"]).Provenance.Complete);
        Assert.Equal(CampaignState.Cancelled, (await served.Service.Campaigns(default)).Single(c => c.Book == "kept").State);
    }

    /// <summary>A search that does not end by itself soon.</summary>
    private Terminal Discovery(string book) => new(
        Path.Combine(AppContext.BaseDirectory, "defects"),
        "discover", data.Rough(_temporary[$"rough-{book}"]), "--epochs", "1000000", "--islands", "1", "--property", "gap",
        "--out", _temporary[$"{book}.json"], "--server", served.Address.AbsoluteUri);

    /// <summary>A program on a pseudo-terminal, by <c>script</c> of util-linux.</summary>
    private sealed class Terminal : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly StringBuilder _shown = new();
        private readonly Process _process;

        public Terminal(string program, params string[] words)
        {
            // Background jobs may have been started with SIGINT ignored; a shell at a terminal is not.
            var line = string.Join(' ', words.Prepend(program).Select(w => $"'{w}'"));
            _process =
                Process.Start(new ProcessStartInfo(
                    "script",
                    [
                        "--quiet", "--return", "--flush", "--command",
                        $"exec env --default-signal=INT,TERM TERM=xterm {line}", "/dev/null"
                    ])
                {
                    RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
                })!;
        }

        /// <summary>All that the screen was told so far.</summary>
        public string Shown => _shown.ToString();

        public void Press(params char[] keys)
        {
            _process.StandardInput.Write(keys);
            _process.StandardInput.Flush();
        }

        public async Task Until(string text)
        {
            using var patience = new CancellationTokenSource(Patience);
            var buffer = new char[4096];
            while (!Shown.Contains(text, StringComparison.Ordinal))
            {
                var read = await _process.StandardOutput.ReadAsync(buffer, patience.Token);
                Assert.True(read > 0, $"ended before '{text}': {Shown}");
                _shown.Append(buffer, 0, read);
            }
        }

        /// <summary>Shows the rest.</summary>
        /// <returns>The program's exit code.</returns>
        public async Task<int> Ended()
        {
            using var patience = new CancellationTokenSource(Patience);
            _shown.Append(await _process.StandardOutput.ReadToEndAsync(patience.Token));
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
                _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }
}
