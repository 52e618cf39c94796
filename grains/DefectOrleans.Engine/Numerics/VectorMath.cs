using System.Numerics;
using System.Runtime.CompilerServices;

namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// exp, sin and cos of double lanes to about the last digit: a reduction of the argument with a split constant
/// (Cody and Waite 1980) and a Taylor polynomial. Each lane's value depends on that lane alone. NaN stays NaN.
/// </summary>
internal static class VectorMath
{
    // Adding 1.5·2^52 rounds to a whole number and leaves it in the lowest bits.
    private const double Rounder = 6755399441055744;

    private const double Log2E = 1.4426950408889634;

    // Constants in parts of 33 bits: their products with small whole numbers are exact.
    private const double Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10;
    private const double PiHigh = 3.14159265346825122834, PiMiddle = 1.21542010126079319532e-10, PiLow =
        4.04453249759190126308e-21;

    // e^x is finite below, and above the smallest number with all its digits.
    private const double Overflow = 709.782712893384, Underflow = -708.0;

    // Beyond, the reduction loses digits.
    private const double LargestAngle = 1e6;

    /// <summary>e^x, within a share of 4e-16; 0 below e^−708.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        var rounder = new Vector<double>(Rounder);
        var t = Vector.MultiplyAddEstimate(x, new Vector<double>(Log2E), rounder);
        var n = t - rounder;
        var f = Vector.MultiplyAddEstimate(n, new Vector<double>(-Ln2High), x);
        f = Vector.MultiplyAddEstimate(n, new Vector<double>(-Ln2Low), f);

        // e^f for |f| ≤ ½ ln 2: remainder below 5e-18. Even and odd powers apart, for they don't wait for each other.
        var s = f * f;
        var even = new Vector<double>(1.0 / 479001600);
        even = Vector.MultiplyAddEstimate(even, s, new Vector<double>(1.0 / 3628800));
        even = Vector.MultiplyAddEstimate(even, s, new Vector<double>(1.0 / 40320));
        even = Vector.MultiplyAddEstimate(even, s, new Vector<double>(1.0 / 720));
        even = Vector.MultiplyAddEstimate(even, s, new Vector<double>(1.0 / 24));
        even = Vector.MultiplyAddEstimate(even, s, new Vector<double>(0.5));
        var odd = new Vector<double>(1.0 / 6227020800);
        odd = Vector.MultiplyAddEstimate(odd, s, new Vector<double>(1.0 / 39916800));
        odd = Vector.MultiplyAddEstimate(odd, s, new Vector<double>(1.0 / 362880));
        odd = Vector.MultiplyAddEstimate(odd, s, new Vector<double>(1.0 / 5040));
        odd = Vector.MultiplyAddEstimate(odd, s, new Vector<double>(1.0 / 120));
        odd = Vector.MultiplyAddEstimate(odd, s, new Vector<double>(1.0 / 6));
        var p = Vector.MultiplyAddEstimate(Vector.MultiplyAddEstimate(odd, f, even), s, f) + Vector<double>.One;

        // 2^n is put together as 2·2^(n−1): n reaches 1024, exponents do not.
        var scale = Vector.AsVectorDouble(Vector.ShiftLeft(Vector.AsVectorInt64(t), 52) + new Vector<long>(1022L << 52));
        var value = (p + p) * scale;
        value = Vector.ConditionalSelect(
            Vector.GreaterThan(x, new Vector<double>(Overflow)), new Vector<double>(double.PositiveInfinity), value);
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<double>(Underflow)), Vector<double>.Zero, value);
    }

    /// <summary>sin x, within 4e-16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sin(Vector<double> x)
    {
        if (!Vector.LessThanAll(Vector.Abs(x), new Vector<double>(LargestAngle)))
            return OneByOne(x, Math.Sin);
        var t = Vector.MultiplyAddEstimate(x, new Vector<double>(1 / Math.PI), new Vector<double>(Rounder));
        var n = t - new Vector<double>(Rounder);
        return WithSign(SinInHalfTurn(x, n), Vector.ShiftLeft(Vector.AsVectorInt64(t), 63));
    }

    /// <summary>cos x, within 4e-16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cos(Vector<double> x)
    {
        if (!Vector.LessThanAll(Vector.Abs(x), new Vector<double>(LargestAngle)))
            return OneByOne(x, Math.Cos);
        // cos((n + ½)π + f) = −(−1)^n sin f.
        var t = Vector.MultiplyAddEstimate(x, new Vector<double>(1 / Math.PI), new Vector<double>(-0.5))
            + new Vector<double>(Rounder);
        var n = t - new Vector<double>(Rounder) + new Vector<double>(0.5);
        return WithSign(SinInHalfTurn(x, n), ~Vector.ShiftLeft(Vector.AsVectorInt64(t), 63) & new Vector<long>(long.MinValue));
    }

    /// <summary>sin(x − nπ) where that is within ±π/2: remainder of the polynomial below 2e-18.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SinInHalfTurn(Vector<double> x, Vector<double> n)
    {
        var f = Vector.MultiplyAddEstimate(n, new Vector<double>(-PiHigh), x);
        f = Vector.MultiplyAddEstimate(n, new Vector<double>(-PiMiddle), f);
        f = Vector.MultiplyAddEstimate(n, new Vector<double>(-PiLow), f);

        var s = f * f;
        var q = s * s;
        var even = new Vector<double>(-1.0 / 121645100408832000);
        even = Vector.MultiplyAddEstimate(even, q, new Vector<double>(-1.0 / 1307674368000));
        even = Vector.MultiplyAddEstimate(even, q, new Vector<double>(-1.0 / 39916800));
        even = Vector.MultiplyAddEstimate(even, q, new Vector<double>(-1.0 / 5040));
        even = Vector.MultiplyAddEstimate(even, q, new Vector<double>(-1.0 / 6));
        var odd = new Vector<double>(1.0 / 51090942171709440000.0);
        odd = Vector.MultiplyAddEstimate(odd, q, new Vector<double>(1.0 / 355687428096000));
        odd = Vector.MultiplyAddEstimate(odd, q, new Vector<double>(1.0 / 6227020800));
        odd = Vector.MultiplyAddEstimate(odd, q, new Vector<double>(1.0 / 362880));
        odd = Vector.MultiplyAddEstimate(odd, q, new Vector<double>(1.0 / 120));
        return Vector.MultiplyAddEstimate(Vector.MultiplyAddEstimate(odd, s, even), s * f, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> WithSign(Vector<double> value, Vector<long> sign) =>
        Vector.AsVectorDouble(Vector.AsVectorInt64(value) ^ sign);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> OneByOne(Vector<double> x, Func<double, double> function)
    {
        Span<double> values = stackalloc double[Vector<double>.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = function(x[i]);
        return new Vector<double>(values);
    }
}
