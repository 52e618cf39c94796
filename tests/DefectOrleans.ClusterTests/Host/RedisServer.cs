using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DefectOrleans.Tests;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>A Redis server on loopback that keeps nothing on disk, for as long as a test.</summary>
internal sealed class RedisServer : IDisposable
{
    private const string Lack = "no redis-server in the PATH; install it (Debian: apt-get install redis-server)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string? Found = Find();

    private readonly int _port = FreePort.Next();
    private Process _process;

    private RedisServer(IEnumerable<string> words) => _process = Run(words);

    /// <summary>The server's program.</summary>
    public static string Program => Requirement.Require(Found, Lack);

    /// <summary>Why tests that need Redis are skipped; null where they run.</summary>
    public static string? SkipReason => Requirement.SkipReason(Found, Lack);

    /// <summary>StackExchange.Redis' connection string.</summary>
    public string Connection => $"127.0.0.1:{_port}";

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="words">Settings of its own beside the tests'.</param>
    public static async Task<RedisServer> Start(params IEnumerable<string> words)
    {
        var server = new RedisServer(words);
        await Eventually.Is("an answer of redis-server", server.Answers, Patience);
        return server;
    }

    /// <summary>Ends it, and starts it at the same place with nothing of what it held.</summary>
    public async Task RestartEmpty()
    {
        Dispose();
        _process = Run([]);
        await Eventually.Is("an answer of redis-server", Answers, Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private Process Run(IEnumerable<string> words)
    {
        var process = Process.Start(new ProcessStartInfo(
            Program,
            [
                "--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir",
                Path.GetTempPath(), .. words
            ])
        {
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server")).FirstOrDefault(File.Exists);

    private async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[5];
            await client.GetStream().ReadExactlyAsync(answer);
            // With a password it answers that it wants one.
            return Encoding.ASCII.GetString(answer) is "+PONG" or "-NOAU";
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}

/// <summary>A test that needs Redis, and PostgreSQL for states.</summary>
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisServer.SkipReason ?? PostgresPrograms.SkipReason;
}
