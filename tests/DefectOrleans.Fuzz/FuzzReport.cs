using System.Globalization;

namespace DefectOrleans.Fuzz;

/// <summary>What one target's cases came to.</summary>
public sealed class Tally
{
    private long _cases, _values, _slowest, _largest;

    /// <summary>Cases.</summary>
    public long Cases => _cases;

    /// <summary>Those that ended in a value; the others were refused by name, or are finds.</summary>
    public long Values => _values;

    /// <summary>The slowest.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(_slowest);

    /// <summary>Bytes that the hungriest allocated.</summary>
    public long Largest => _largest;

    internal void Add(bool isValue, TimeSpan time, long bytes)
    {
        Interlocked.Increment(ref _cases);
        if (isValue)
            Interlocked.Increment(ref _values);
        Raise(ref _slowest, time.Ticks);
        Raise(ref _largest, bytes);
    }

    private static void Raise(ref long most, long value)
    {
        for (var so = Volatile.Read(ref most); value > so; so = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, so);
    }
}

/// <summary>What a run came to.</summary>
/// <param name="Tallies">By target.</param>
/// <param name="Finds">One of each kind and place, the first cases first.</param>
/// <param name="Time">How long it took.</param>
public sealed record FuzzReport(IReadOnlyDictionary<string, Tally> Tallies, IReadOnlyList<Find> Finds, TimeSpan Time)
{
    /// <summary>The figures as a table.</summary>
    public IEnumerable<string> Lines() =>
    [
        Line("target", "cases", "values", "slowest ms", "largest MB"),
        .. Tallies.Where(t => t.Value.Cases > 0).Select(t => Line(
            t.Key, $"{t.Value.Cases}", $"{t.Value.Values}", Number(t.Value.Slowest.TotalMilliseconds),
            Number(t.Value.Largest / 1048576.0))),
        $"{Tallies.Values.Sum(t => t.Cases)} cases in {Number(Time.TotalSeconds)} s, {Finds.Count} finds",
    ];

    private static string Line(params string[] cells) =>
        $"{cells[0],-28}{string.Concat(cells.Skip(1).Select(cell => $"{cell,12}"))}";

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
