using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Web;

/// <summary>A page in a headless Chromium, spoken to by the DevTools protocol. Faults of its scripts are kept.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Nothing = "nothing came of it: ";

    private readonly TemporaryFolder _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private int _number;

    private Browser(Process process, TemporaryFolder profile) => (_process, _profile) = (process, profile);

    /// <summary>Exceptions and errors of the console so far.</summary>
    public List<string> Faults { get; } = [];

    public static async Task<Browser> Open(string program, Uri address, params string[] more)
    {
        var folder = new TemporaryFolder();
        var process = Process.Start(new ProcessStartInfo(program,
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--remote-debugging-port=0",
            $"--user-data-dir={folder.Path}", .. more, "about:blank",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var browser = new Browser(process, folder);
        string? line;
        const string Listening = "DevTools listening on ";
        while ((line = await process.StandardError.ReadLineAsync()) is not null
            && !line.StartsWith(Listening, StringComparison.Ordinal))
        {
        }
        var port = new Uri(line![Listening.Length..]).Port;
        _ = process.StandardError.ReadToEndAsync();
        using var http = new HttpClient();
        using var pages = JsonDocument.Parse(await http.GetStringAsync($"http://127.0.0.1:{port}/json/list"));
        var page = pages.RootElement.EnumerateArray().First(p => p.GetProperty("type").GetString() == "page");
        await browser._socket.ConnectAsync(
            new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), CancellationToken.None);
        await browser.Ask("Runtime.enable", new { });
        await browser.Ask("Log.enable", new { });
        await browser.Ask("Page.navigate", new { url = address.AbsoluteUri });
        return browser;
    }

    /// <summary>The value of a script, once it is something (not null, false or empty); scripts may use await.</summary>
    public async Task<string> Eventually(string script)
    {
        // The page waits itself, so that nothing has to be guessed here; two minutes, for a machine that is busy.
        var waiting = $$"""
            new Promise(async (resolve, reject) => {
              for (let i = 0; i < 4800; i++) {
                try { const value = await ({{script}}); if (value) { resolve(String(value)); return; } } catch { }
                await new Promise(r => setTimeout(r, 25));
              }
              resolve("{{Nothing}}" + document.body?.innerText);
            })
            """;
        for (var tries = 0; ; tries++)
        {
            var answer = await Ask("Runtime.evaluate", new { expression = waiting, awaitPromise = true, returnByValue = true });
            if (answer.TryGetProperty("result", out var result) && result.TryGetProperty("result", out var value)
                && value.TryGetProperty("value", out var text))
            {
                Assert.False(text.GetString()!.StartsWith(Nothing, StringComparison.Ordinal),
                    $"{script}\n{text.GetString()}\n{string.Join('\n', Faults)}");
                return text.GetString()!;
            }
            // The page that was asked gave way to the next one.
            Assert.True(tries < 5, answer.GetRawText());
        }
    }

    /// <summary>Presses Enter on what has the focus.</summary>
    public async Task PressEnter()
    {
        foreach (var type in (string[])["keyDown", "keyUp"])
            await Ask(
                "Input.dispatchKeyEvent", new { type, key = "Enter", code = "Enter", text = "\r", windowsVirtualKeyCode = 13 });
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _socket.Dispose();
        _profile.Dispose();
    }

    private async Task<JsonElement> Ask(string method, object parameters)
    {
        var id = ++_number;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }),
            WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            var message = await Receive();
            if (message.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
                return message;
            if (message.TryGetProperty("method", out var name) && IsFault(name.GetString()!, message))
                Faults.Add(message.GetRawText());
        }
    }

    private static bool IsFault(string name, JsonElement message) => name switch
    {
        "Runtime.exceptionThrown" => true,
        "Log.entryAdded" => message.GetProperty("params").GetProperty("entry").GetProperty("level").GetString() == "error",
        "Runtime.consoleAPICalled" => message.GetProperty("params").GetProperty("type").GetString() == "error",
        _ => false,
    };

    private async Task<JsonElement> Receive()
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            bytes.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonDocument.Parse(bytes.ToArray()).RootElement;
    }
}
