using System.Numerics;

namespace DefectOrleans.Engine.Numerics;

/// <summary>Arcs of sines and cosines, lane by lane; NaN beyond −1 and 1.</summary>
internal static class ArcMath
{
    /// <summary>
    /// arcsin(√z)/√z over z from 0 to 1/4, highest power first: what agrees with it at the 13 Chebyshev points of this range,
    /// whence it is within 2·10⁻¹⁷ of it everywhere.
    /// </summary>
    private static readonly double[] Ratio =
    [
        0.03187962140081284, -0.016187392271599134, 0.019513468251252167, 0.0065293020047365695, 0.012170138592391726,
        0.01388484282640208, 0.01735977964134998, 0.022371749733164054, 0.03038195969768514, 0.044642856805998936,
        0.07500000000385201, 0.16666666666664942, 1.0,
    ];

    /// <summary>arcsin x, from −π/2 to π/2.</summary>
    public static Vector<double> ArcSine(Vector<double> x)
    {
        var arc = Arc(x, out var isSmall);
        return WithSignOf(x, Vector.ConditionalSelect(isSmall, arc, new Vector<double>(Math.PI / 2) - (arc + arc)));
    }

    /// <summary>arccos x, from 0 to π.</summary>
    public static Vector<double> ArcCosine(Vector<double> x)
    {
        var arc = Arc(x, out var isSmall);
        var twice = arc + arc;
        var far = Vector.ConditionalSelect(
            Vector.LessThan(x, Vector<double>.Zero), new Vector<double>(Math.PI) - twice, twice);
        return Vector.ConditionalSelect(isSmall, new Vector<double>(Math.PI / 2) - WithSignOf(x, arc), far);
    }

    /// <summary>arcsin of |x| up to 1/2; beyond it, half of arccos |x|, which is arcsin √((1 − |x|)/2).</summary>
    private static Vector<double> Arc(Vector<double> x, out Vector<long> isSmall)
    {
        var (size, half) = (Vector.Abs(x), new Vector<double>(0.5));
        isSmall = Vector.LessThanOrEqual(size, half);
        var square = Vector.ConditionalSelect(isSmall, size * size, half * (Vector<double>.One - size));
        var sine = Vector.ConditionalSelect(isSmall, size, Vector.SquareRoot(square));
        var ratio = Vector<double>.Zero;
        foreach (var coefficient in Ratio)
            ratio = ratio * square + new Vector<double>(coefficient);
        return sine * ratio;
    }

    private static Vector<double> WithSignOf(Vector<double> x, Vector<double> size) =>
        Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), -size, size);
}
