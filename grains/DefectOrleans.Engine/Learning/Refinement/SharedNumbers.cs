using System.Collections.Immutable;

namespace DefectOrleans.Engine.Learning.Refinement;

/// <summary>Which constants of several formulas are one number.</summary>
/// <typeparam name="T">What tells the formulas apart.</typeparam>
public sealed class SharedNumbers<T>
    where T : notnull
{
    private readonly IReadOnlyDictionary<T, ImmutableArray<int>> _numbers;

    /// <summary>
    /// Takes, for each constant of a formula, which shared number it is; below 0 where it is the formula's own.
    /// </summary>
    /// <param name="numbers">Formulas whose constants are all their own may be absent.</param>
    public SharedNumbers(IReadOnlyDictionary<T, ImmutableArray<int>> numbers) => _numbers = numbers;

    /// <summary>All constants are their formulas' own.</summary>
    public static SharedNumbers<T> None { get; } = new(ImmutableDictionary<T, ImmutableArray<int>>.Empty);

    /// <summary>Which shared number a constant is; null where it is the formula's own.</summary>
    public int? Of(T formula, int constant) =>
        _numbers.TryGetValue(formula, out var numbers) && !numbers.IsEmpty && numbers[constant] >= 0 ? numbers[constant] : null;
}
