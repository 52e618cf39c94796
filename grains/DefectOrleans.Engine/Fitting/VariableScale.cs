using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Fitting;

/// <summary>How far the variables of a table reach, and how finely they are sampled: the scales of random starts.</summary>
/// <param name="Largest">Largest magnitude of a variable.</param>
/// <param name="Span">Widest range of a variable.</param>
/// <param name="Samples">Number of points.</param>
internal readonly record struct VariableScale(double Largest, double Span, int Samples)
{
    public static VariableScale Of(PointTable table)
    {
        var (largest, span) = (0.0, 0.0);
        foreach (var column in table.Variables)
        {
            largest = Math.Max(largest, Math.Max(Math.Abs(column.Min()), Math.Abs(column.Max())));
            span = Math.Max(span, column.Max() - column.Min());
        }

        return new VariableScale(largest > 0 ? largest : 1, span > 0 ? span : 1, table.Count);
    }

    /// <summary>Draws a start for a constant of a role.</summary>
    public double Draw(ConstantRole role, ref SeededRandom random) => role switch
    {
        ConstantRole.Linear => 1,
        // From a fifth of a wave over the range up to the highest that the points can tell apart.
        ConstantRole.Frequency =>
            Signed(random.NextUniform(0.2, Math.Clamp(Samples / 2.0, 3, 20)) * Math.PI * 2 / Span, ref random),
        ConstantRole.Phase => random.NextUniform(-Math.PI, Math.PI),
        ConstantRole.Rate => Signed(random.NextLogUniform(0.2, 20) / Span, ref random),
        ConstantRole.Scale => Signed(random.NextLogUniform(0.05, 5) * Span, ref random),
        ConstantRole.Shift => random.NextUniform(-Largest, Largest),
        ConstantRole.Exponent => random.NextUniform(-4, 4),
        _ => Signed(random.NextLogUniform(0.1, 10), ref random),
    };

    private static double Signed(double magnitude, ref SeededRandom random) =>
        (random.NextBits() & 1) == 0 ? magnitude : -magnitude;
}
