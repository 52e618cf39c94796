namespace DefectOrleans.Cli.Plots;

/// <summary>A closed range of finite numbers.</summary>
internal readonly record struct Interval(double Low, double High)
{
    // A range narrower than this share of its numbers has no digits left for ticks.
    private const double LeastShare = 1e-6;

    /// <summary>How wide it is.</summary>
    public double Span => High - Low;

    /// <summary>The narrowest range of all finite numbers; null without any.</summary>
    public static Interval? Around(IEnumerable<double> numbers)
    {
        Interval? range = null;
        foreach (var number in numbers.Where(double.IsFinite))
            range = range is { } so ? so.With(number) : new Interval(number, number);
        return range;
    }

    /// <summary>This range made wide enough for a number.</summary>
    public Interval With(double number) => new(Math.Min(Low, number), Math.Max(High, number));

    /// <summary>This range made wide enough for another.</summary>
    public Interval With(Interval other) => With(other.Low).With(other.High);

    /// <summary>At least so wide, and digits enough to tell its ends apart; the middle stays.</summary>
    public Interval AtLeast(double span)
    {
        var missing = Math.Max(span, LeastShare * Math.Max(Math.Abs(Low), Math.Abs(High))) - Span;
        return missing > 0 ? new Interval(Low - missing / 2, High + missing / 2) : this;
    }

    /// <summary>Wider at both ends by a share of its span.</summary>
    public Interval Padded(double share) => new(Low - share * Span, High + share * Span);

    /// <summary>Whether a number lies in it.</summary>
    public bool Contains(double number) => number >= Low && number <= High;

    /// <summary>The nearest number that lies in it.</summary>
    public double Clamp(double number) => Math.Clamp(number, Low, High);

    /// <summary>What of another range lies in it.</summary>
    public Interval Clamp(Interval other) => new(Clamp(other.Low), Clamp(other.High));
}
