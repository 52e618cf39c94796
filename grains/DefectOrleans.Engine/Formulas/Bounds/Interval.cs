using System.Runtime.CompilerServices;

namespace DefectOrleans.Engine.Formulas.Bounds;

/// <summary>
/// All numbers from one to another. Arithmetic gives an interval that holds every result, rounding included; what may be
/// undefined or overflow is <see cref="Whole"/>.
/// </summary>
internal readonly record struct Interval(double Low, double High)
{
    // A few units in the last place: more than any operation here rounds by.
    private const double Rounding = 1e-15;

    /// <summary>Nothing is known: any number, or none.</summary>
    public static Interval Whole => new(double.NegativeInfinity, double.PositiveInfinity);

    public static Interval Zero => default;

    public bool IsFinite => double.IsFinite(Low) && double.IsFinite(High);

    public bool IsPoint => Low == High;

    private bool IsZero => Low == 0 && High == 0;

    /// <summary>One number.</summary>
    public static Interval Of(double value) => new(value, value);

    /// <summary>Between two results of rounded arithmetic, in any order.</summary>
    public static Interval Around(double one, double other)
    {
        var (low, high) = one <= other ? (one, other) : (other, one);
        (low, high) = (low - Rounding * Math.Abs(low), high + Rounding * Math.Abs(high));
        // NaN fails the comparison.
        return low > double.NegativeInfinity && high < double.PositiveInfinity ? new(low, high) : Whole;
    }

    public static Interval operator +(Interval a, Interval b) =>
        a.IsZero ? b : b.IsZero ? a : Around(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a) => new(-a.High, -a.Low);

    public static Interval operator -(Interval a, Interval b) => a + -b;

    /// <summary>Nothing times what is not known is nothing: the slope of a part that does not change.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Interval operator *(Interval a, Interval b)
    {
        if (a.IsZero || b.IsZero)
            return Zero;
        double p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
        return Around(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    /// <summary>1/a; unknown where a may be 0.</summary>
    public Interval Inverted() => (Low > 0 || High < 0) && IsFinite ? Around(1 / High, 1 / Low) : Whole;

    /// <summary>a².</summary>
    public Interval Squared()
    {
        if (!IsFinite)
            return Whole;
        var largest = Math.Max(Math.Abs(Low), Math.Abs(High));
        var smallest = Low <= 0 && High >= 0 ? 0 : Math.Min(Math.Abs(Low), Math.Abs(High));
        return Around(smallest * smallest, largest * largest);
    }

    /// <summary>The smallest interval that holds both.</summary>
    public Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>What both hold; the other where they have nothing in common but rounding.</summary>
    public Interval Meet(Interval other)
    {
        var (low, high) = (Math.Max(Low, other.Low), Math.Min(High, other.High));
        return low <= high ? new(low, high) : other;
    }

    /// <summary>Whether every number of it is in another.</summary>
    public bool IsWithin(double low, double high) => Low >= low && High <= high;
}
