namespace DefectOrleans.Tests;

/// <summary>Asserts on the memory that a loop allocates on its own thread.</summary>
internal static class Allocations
{
    private const int MostRounds = 20;

    /// <summary>The action, repeated, comes to allocate nothing.</summary>
    public static void None(Action round)
    {
        None(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    /// <summary>
    /// The bytes that a round tells by its number come to be none. Early rounds may show some kilobytes, of no fixed size,
    /// that later ones do not, most likely the runtime's own while it compiles; what a loop allocates comes in every round.
    /// </summary>
    public static void None(Func<int, long> bytesOfRound)
    {
        var rounds = new List<long>();
        do
        {
            rounds.Add(bytesOfRound(rounds.Count));
        }
        while (rounds[^1] != 0 && rounds.Count < MostRounds);

        Assert.True(rounds[^1] == 0, $"bytes allocated, by round: {string.Join(", ", rounds)}");
    }
}
