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
    /// The bytes that a round tells by its number come to be none. While methods are compiled to their final code the
    /// runtime itself allocates on the thread that calls them, some kilobytes in a round; what a loop allocates comes in
    /// every round.
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
