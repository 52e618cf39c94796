using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using DefectOrleans.Engine;

namespace DefectOrleans.Bench;

/// <summary>What makes runs comparable: only runs of the same settings share a log.</summary>
/// <param name="Noise">Share of the target's deviation.</param>
/// <param name="Bound">Time, epochs or formulas of a run, in words.</param>
/// <param name="Seed">The seed that all others come from.</param>
/// <param name="Islands">Islands of a run.</param>
/// <param name="Threads">Threads of a run.</param>
public sealed record RecoverySettings(double Noise, string Bound, ulong Seed, int Islands, int Threads)
{
    /// <summary>The settings of some options.</summary>
    public static RecoverySettings Of(RecoveryOptions options) => new(
        options.Noise,
        options.Epochs is { } epochs
            ? $"{epochs} epochs"
            : options.Scored is { } scored
                ? string.Create(CultureInfo.InvariantCulture, $"{scored} formulas")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{options.Time.TotalSeconds:0.###} s{(options.ByProcessor ? " of computing" : "")}"),
        options.Seed,
        options.Islands,
        options.Threads);
}

/// <summary>
/// The finished runs of a benchmark, kept in a file that is written whole after each run, so that an interrupted
/// benchmark goes on with the rest. Without a path they are kept in memory alone.
/// </summary>
public sealed class RecoveryLog
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Lock _gate = new();
    private readonly string? _path;
    private readonly State _state;

    private RecoveryLog(string? path, State state) => (_path, _state) = (path, state);

    private sealed record State(RecoverySettings Settings, SortedDictionary<string, List<RecoveryRun>> Runs);

    /// <summary>Opens the log at a path, or a new one where there is no file.</summary>
    /// <exception cref="Engine.InputException">The file is damaged, of other settings, or can't be written.</exception>
    public static RecoveryLog Open(string? path, RecoverySettings settings)
    {
        var empty = new State(settings, new(StringComparer.Ordinal));
        if (path is null)
            return new RecoveryLog(null, empty);
        WholeFile.Probe(path);
        if (!File.Exists(path))
            return new RecoveryLog(path, empty);
        var state = Read(path);
        return state.Settings == settings
            ? new RecoveryLog(path, state)
            : throw new InputException(
                $"{path}: of a benchmark with {Describe(state.Settings)}; expected {Describe(settings)}, or another file");
    }

    /// <summary>Finished runs of a search, in the order of runs.</summary>
    public ImmutableArray<RecoveryRun> Finished(string search)
    {
        lock (_gate)
            return _state.Runs.TryGetValue(search, out var runs) ? [.. runs.OrderBy(r => r.Run)] : [];
    }

    /// <summary>Notes a finished run.</summary>
    /// <param name="search">What searched: <c>complete</c>, or what it went without.</param>
    /// <param name="run">The run.</param>
    public void Add(string search, RecoveryRun run)
    {
        lock (_gate)
        {
            if (!_state.Runs.TryGetValue(search, out var runs))
                _state.Runs[search] = runs = [];
            runs.Add(run);
            if (_path is not null)
                WholeFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(_state, Json));
        }
    }

    private static State Read(string path)
    {
        try
        {
            if (JsonSerializer.Deserialize<State>(File.ReadAllBytes(path), Json) is { Settings: not null, Runs: not null } state
                && state.Runs.Values.All(runs =>
                    runs is not null && runs.All(r => r is { Problem: not null, Formula: not null })))
            {
                return state;
            }
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{path}: the interrupted benchmark can't be read ({e.Message}); delete it to start anew", e);
        }
        throw new InputException($"{path}: holds no interrupted benchmark; delete it to start anew");
    }

    private static string Describe(RecoverySettings settings) => string.Create(
        CultureInfo.InvariantCulture,
        $"noise {settings.Noise}, {settings.Bound} a run, seed {settings.Seed}, {settings.Islands} islands, {settings.Threads} "
            + $"threads");
}
