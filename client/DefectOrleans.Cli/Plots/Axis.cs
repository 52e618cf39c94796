using System.Collections.Immutable;

namespace DefectOrleans.Cli.Plots;

/// <summary>Takes values to places on the drawing along one direction.</summary>
internal sealed class Axis
{
    private readonly bool _isLogarithmic;
    private readonly double _start, _end;

    private Axis(Interval values, double start, double end, ImmutableArray<Tick> ticks, bool isLogarithmic)
    {
        Values = values;
        _start = start;
        _end = end;
        Ticks = ticks;
        _isLogarithmic = isLogarithmic;
    }

    /// <summary>The values from end to end.</summary>
    public Interval Values { get; }

    /// <summary>Round numbers on the axis.</summary>
    public ImmutableArray<Tick> Ticks { get; }

    /// <summary>An even axis between two places (px), with a tick about every <paramref name="spacing"/> px.</summary>
    public static Axis Linear(Interval values, double start, double end, double spacing) => new(
        values, start, end, Plots.Ticks.Linear(values, Math.Max(2, (int)(Math.Abs(end - start) / spacing))),
        isLogarithmic: false);

    /// <summary>A logarithmic axis of positive values between two places (px).</summary>
    public static Axis Logarithmic(Interval values, double start, double end) =>
        new(values, start, end, Plots.Ticks.Logarithmic(values), isLogarithmic: true);

    /// <summary>A value's place, px.</summary>
    public double At(double value)
    {
        var share = _isLogarithmic
            ? Math.Log(value / Values.Low) / Math.Log(Values.High / Values.Low)
            : (value - Values.Low) / Values.Span;
        return _start + share * (_end - _start);
    }

    /// <summary>The place of the nearest value that the axis has, px.</summary>
    public double Within(double value) => At(Values.Clamp(value));
}
