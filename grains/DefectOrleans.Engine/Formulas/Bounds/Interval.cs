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

    public static Interval operator *(Interval a, Interval b)
    {
        double p = a.Low * b.Low, q = a.Low * b.High, r = a.High * b.Low, s = a.High * b.High;
        return Around(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    /// <summary>The product with a rate of change: where nothing changes, not even what is unknown makes a difference.</summary>
    public Interval Times(Interval rate) => IsZero || rate.IsZero ? Zero : this * rate;

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

    /// <summary>The values of a wave of length 2π and height 1 over it.</summary>
    /// <param name="atLow">Its value at the lower end.</param>
    /// <param name="atHigh">Its value at the upper end.</param>
    /// <param name="crest">Where it has a crest.</param>
    public Interval Wave(double atLow, double atHigh, double crest)
    {
        // Beyond it whole waves are lost in rounding.
        const double Farthest = 1e6, Length = 2 * Math.PI;
        if (!IsFinite)
            return Whole;
        if (High - Low >= Length || Math.Abs(Low) > Farthest || Math.Abs(High) > Farthest)
            return new(-1, 1);
        var range = Around(atLow, atHigh);
        return new(
            Holds(crest + Math.PI, this) ? -1 : Math.Max(-1, range.Low),
            Holds(crest, this) ? 1 : Math.Min(1, range.High));

        static bool Holds(double place, Interval interval) =>
            Math.Ceiling((interval.Low - place) / Length) * Length + place <= interval.High;
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
