using System.Diagnostics;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>Waits for what other processes do.</summary>
internal static class Eventually
{
    /// <summary>Asks again until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It never was; the message says what was waited for.</exception>
    public static async Task Is(string what, Func<Task<bool>> ask, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await ask())
        {
            if (watch.Elapsed > patience)
                throw new TimeoutException($"waited {patience.TotalSeconds:0} s for {what}");
            await turns.WaitForNextTickAsync();
        }
    }
}
