using System.Collections.Concurrent;

namespace DefectOrleans.Grains;

/// <summary>
/// The searches that this silo drives now. A search that ends, is held, fails or goes to another silo is none of them.
/// </summary>
internal sealed class SiloSearches(TimeProvider time)
{
    // Timestamps of their last snapshots by what drives them: of one search two loops may be about for a moment, an old one
    // that ends and the one after it.
    private readonly ConcurrentDictionary<object, long> _written = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many they are.</summary>
    public int Count => _written.Count;

    /// <summary>Age of the oldest of their last snapshots; zero when none runs.</summary>
    public TimeSpan OldestSnapshot => _written.Values.Select(written => time.GetElapsedTime(written)).DefaultIfEmpty().Max();

    /// <summary>Notes when a search's last snapshot was written or, before the first, when it began: a timestamp.</summary>
    public void Record(object driver, long written) => _written[driver] = written;

    /// <summary>Forgets a search that runs here no longer.</summary>
    public void Remove(object driver) => _written.TryRemove(driver, out _);
}
