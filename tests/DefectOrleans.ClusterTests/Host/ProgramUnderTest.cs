using System.Diagnostics;
using System.Text;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>A silo or gateway as a process of its own, from the folder that its build leaves.</summary>
internal sealed class ProgramUnderTest : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2), EndPatience = TimeSpan.FromMinutes(1);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ProgramUnderTest(string assembly, string? address, IEnumerable<string> words,
        IReadOnlyDictionary<string, string> settings, int? core = null)
    {
        Address = address is null ? null : new Uri(address);
        string[] line = [.. core is { } only ? (string[])["taskset", "--cpu-list", $"{only}"] : [], "dotnet", assembly, .. words];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var inherited in start.Environment.Keys.Where(name =>
            name.StartsWith("DEFECTS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        if (address is not null)
            start.Environment["DEFECTS_URLS"] = address;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it answers HTTP; null for a command that does not.</summary>
    public Uri? Address { get; }

    /// <summary>What it has written to standard output and error.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a program that answers on a port of its own.</summary>
    public static ProgramUnderTest Start(
        string project, IReadOnlyDictionary<string, string> settings, params IEnumerable<string> words) =>
        new(Built.Assembly(project), $"http://127.0.0.1:{FreePort.Next()}", words, settings);

    /// <summary>The same on one core of the machine, as on a machine that has no other.</summary>
    public static ProgramUnderTest StartOn(int core, string project, IReadOnlyDictionary<string, string> settings) =>
        new(Built.Assembly(project), $"http://127.0.0.1:{FreePort.Next()}", [], settings, core);

    /// <summary>The same from a folder that the program was published to.</summary>
    public static ProgramUnderTest StartPublished(string folder, string project, IReadOnlyDictionary<string, string> settings) =>
        new(Path.Combine(folder, $"{project}.dll"), $"http://127.0.0.1:{FreePort.Next()}", [], settings);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output)> Run(
        string project, IReadOnlyDictionary<string, string> settings, params IEnumerable<string> words)
    {
        using var program = new ProgramUnderTest(Built.Assembly(project), address: null, words, settings);
        return (await program.Ended(), program.Output);
    }

    /// <summary>Waits until a probe answers 200.</summary>
    public Task IsHealthy(string probe) => Eventually.Is(
        $"{probe} of {string.Join(' ', _process.StartInfo.ArgumentList)}:\n{Output}",
        async () => _process.HasExited
            ? throw new InvalidOperationException($"ended with {_process.ExitCode}:\n{Output}")
            : await Status(probe) == 200,
        StartPatience);

    /// <summary>The status code of a page; 0 when nobody answers.</summary>
    public async Task<int> Status(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address!, path));
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    /// <summary>What a page says, of whatever status; empty when nobody answers.</summary>
    public async Task<string> Text(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address!, path));
            return await answer.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return "";
        }
    }

    /// <summary>Waits until it has written a text.</summary>
    public Task Says(string text) =>
        Eventually.Is($"'{text}' of:\n{Output}", () => Task.FromResult(Output.Contains(text)), EndPatience);

    /// <summary>Ends the process at once, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Ended();
    }

    /// <summary>Asks the process to end, as <c>kill</c> does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> Terminate()
    {
        Programs.Run("kill", "-TERM", $"{_process.Id}");
        return Ended();
    }

    /// <summary>Stops the process where it is, as SIGSTOP does: it holds its ports and does nothing.</summary>
    public void Freeze() => Programs.Run("kill", "-STOP", $"{_process.Id}");

    /// <summary>Lets a frozen process go on.</summary>
    public void Thaw() => Programs.Run("kill", "-CONT", $"{_process.Id}");

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Whether the process has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until the process has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> Ended()
    {
        using var patience = new CancellationTokenSource(EndPatience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    private void Keep(string? line)
    {
        if (line is null) // a stream's end, which is no empty line
            return;
        lock (_output)
            _output.AppendLine(line);
    }
}
