namespace DefectOrleans.ClusterTests.Chaos;

/// <summary>When nothing could answer, since there was no gateway, no database or not one silo.</summary>
internal sealed class Availability(int silos, TimeSpan retryWindow, TimeProvider time)
{
    public const string Gateway = "gateway", Database = "database";

    private readonly object _gate = new();
    private readonly HashSet<string> _down = [];
    private readonly List<(long From, long To)> _outages = [];
    private readonly List<(long From, long To)> _withoutDatabase = [];
    private long _outageFrom, _databaseFrom;

    private bool IsOut =>
        _down.Contains(Gateway) || _down.Contains(Database) || Enumerable.Range(0, silos).All(i => _down.Contains(Silo(i)));

    public static string Silo(int number) => $"silo {number}";

    /// <summary>Notes that a part is gone, or about to go.</summary>
    public void Down(string part) => Change(part, down: true);

    /// <summary>Notes that a part is back and ready.</summary>
    public void Up(string part) => Change(part, down: false);

    /// <summary>
    /// Whether a call between two timestamps may have been refused: something was out then, or within the retry window before.
    /// </summary>
    public bool Excuses(long asked, long refused) => Overlaps(_outages, _outageFrom, () => IsOut, asked, refused, retryWindow);

    /// <summary>Whether the database was gone at some time between two timestamps.</summary>
    public bool DatabaseWasDown(long from, long to) =>
        Overlaps(_withoutDatabase, _databaseFrom, () => _down.Contains(Database), from, to, TimeSpan.Zero);

    private bool Overlaps(List<(long From, long To)> past, long since, Func<bool> now, long from, long to, TimeSpan after)
    {
        lock (_gate)
        {
            var late = (long)(after.TotalSeconds * time.TimestampFrequency);
            return now() && since <= to || past.Any(outage => outage.From <= to && outage.To + late >= from);
        }
    }

    private void Change(string part, bool down)
    {
        lock (_gate)
        {
            var (wasOut, hadDatabase, now) = (IsOut, !_down.Contains(Database), time.GetTimestamp());
            _ = down ? _down.Add(part) : _down.Remove(part);
            Record(_outages, ref _outageFrom, wasOut, IsOut, now);
            Record(_withoutDatabase, ref _databaseFrom, !hadDatabase, _down.Contains(Database), now);
        }
    }

    private static void Record(List<(long From, long To)> past, ref long since, bool before, bool after, long now)
    {
        if (!before && after)
            since = now;
        else if (before && !after)
            past.Add((since, now));
    }
}
