namespace DefectOrleans.Engine.Formulas.Bounds;

/// <summary>
/// What a formula of one variable, its first and its second derivative are bounded by over an interval of the variable.
/// </summary>
internal readonly record struct Jet(Interval Value, Interval Slope, Interval Curvature)
{
    /// <summary>Nothing is known.</summary>
    public static Jet Unknown => new(Interval.Whole, Interval.Whole, Interval.Whole);

    /// <summary>A number.</summary>
    public static Jet Of(double value) => new(Interval.Of(value), Interval.Zero, Interval.Zero);

    /// <summary>The variable over an interval.</summary>
    public static Jet Variable(Interval over) => new(over, Interval.Of(1), Interval.Zero);

    public static Jet operator +(in Jet a, in Jet b) => new(a.Value + b.Value, a.Slope + b.Slope, a.Curvature + b.Curvature);

    public static Jet operator -(in Jet a) => new(-a.Value, -a.Slope, -a.Curvature);

    public static Jet operator *(in Jet a, in Jet b) => new(
        a.Value * b.Value,
        b.Value.Times(a.Slope) + a.Value.Times(b.Slope),
        b.Value.Times(a.Curvature) + Interval.Of(2).Times(a.Slope).Times(b.Slope) + a.Value.Times(b.Curvature));

    /// <summary>g(a) from the bounds of g, g′ and g″ over a.</summary>
    public Jet Into(Interval value, Interval first, Interval second) =>
        new(value, first.Times(Slope), second.Times(Slope.Squared()) + first.Times(Curvature));

    /// <summary>One of two, it is not known which: between them there may be a kink.</summary>
    public Jet OrElse(in Jet other, Interval value) => new(value, Slope.Hull(other.Slope), Interval.Whole);
}
