using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Learning;

/// <summary>What tells the random numbers of a search from those of others.</summary>
public static class SearchSeed
{
    /// <summary>The seed that a search's name gives.</summary>
    public static ulong Of(string name) => name.Aggregate(0UL, (hash, letter) => SeededRandom.Mix(hash + letter + 1));
}
