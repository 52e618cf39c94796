using System.Collections.Immutable;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>What came of the formulas of one origin.</summary>
/// <param name="Proposed">How many there were.</param>
/// <param name="Scored">Those that were acceptable and new, and had a finite error.</param>
/// <param name="Kept">Those that entered the archive.</param>
/// <param name="Elites">Those of an epoch's best that the network is trained on; a formula may be one in several epochs.</param>
public readonly record struct Yield(long Proposed, long Scored, long Kept, long Elites)
{
    /// <summary>Both together.</summary>
    public static Yield operator +(Yield a, Yield b) =>
        new(a.Proposed + b.Proposed, a.Scored + b.Scored, a.Kept + b.Kept, a.Elites + b.Elites);
}

/// <summary>What came of each origin's formulas in a search.</summary>
/// <param name="Of">By <see cref="Origin"/>.</param>
public sealed record Yields(ImmutableArray<Yield> Of)
{
    /// <summary>How many origins there are.</summary>
    public static int Origins { get; } = Enum.GetValues<Origin>().Length;

    /// <summary>Nothing yet.</summary>
    public static Yields None { get; } = new([.. new Yield[Origins]]);

    /// <summary>What came of one origin's formulas.</summary>
    public Yield this[Origin origin] => Of[(int)origin];

    /// <summary>Share of the elites that the network sampled itself; null where there are none.</summary>
    public double? SampledElites =>
        Of.Sum(y => y.Elites) is > 0 and var all ? (double)this[Origin.Sample].Elites / all : null;

    /// <summary>All of several islands.</summary>
    public static Yields Sum(IEnumerable<Yields> islands) => islands.Aggregate(
        None, (sum, island) => new Yields([.. sum.Of.Zip(island.Of, (a, b) => a + b)]));
}
