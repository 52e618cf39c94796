using System.Globalization;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Fitting;

/// <summary>
/// The numbers that laws are written with: integers up to 10, halves, thirds and quarters of 1, shares of π. Few enough
/// that no noise is fitted by choosing among them.
/// </summary>
public static class RoundNumber
{
    private const int LargestInteger = 10, FewDigits = 6;
    private const double Rounding = 1e-13;

    /// <summary>What saying a number that is not round takes: sixteen digits, nats.</summary>
    internal static readonly double AllDigits = 16 * Math.Log(10);

    private static readonly double[] Others = [0.5, 1.5, 1.0 / 3, 2.0 / 3, 0.25, Math.PI, Math.PI / 2, 2 * Math.PI];

    /// <summary>Whether a number is one of them to the last digits.</summary>
    public static bool Is(double value)
    {
        var size = Math.Abs(value);
        // A tiny number is not 0: what it multiplies or divides may be as tiny.
        if (size == 0 || (size is > 0.5 and <= LargestInteger + Rounding && Near(size, Math.Round(size))))
            return true;
        foreach (var number in Others)
        {
            if (Near(size, number))
                return true;
        }
        return false;
    }

    /// <summary>
    /// What saying a number takes, nats: log|c| of an integer, of a fraction's numerator and denominator both, of π itself, of
    /// the digits and the decimal place of a number of few; of any other its sixteen digits.
    /// </summary>
    public static double Length(double value)
    {
        const int LargestDenominator = 6;
        var size = Math.Abs(value);
        if (size == 0 || !double.IsFinite(size))
            return 0;
        for (var denominator = 1; denominator <= LargestDenominator; denominator++)
        {
            if (IsWhole(size * denominator))
                return Math.Log(Math.Round(size * denominator)) + Math.Log(denominator);
            if (IsWhole(size / Math.PI * denominator))
                return Math.Log(Math.PI * Math.Round(size / Math.PI * denominator)) + Math.Log(denominator);
        }
        return DecimalLength(size);
    }

    /// <summary>
    /// The number of few digits that a number is to its last digits, which a fit leaves off by some: 12 of 11.99999999999998;
    /// the number itself where it is none.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <param name="share">How far off it may be, as a share of it.</param>
    public static double Exactly(double value, double share = Rounding)
    {
        var few = double.Parse(value.ToString($"G{FewDigits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Abs(value - few) <= share * Math.Abs(value) ? few : value;
    }

    /// <summary>The same for the literals among a formula's tokens.</summary>
    public static double LengthOfLiterals(ReadOnlySpan<byte> tokens)
    {
        var sum = 0.0;
        foreach (var token in tokens)
            sum += Token.IsLiteral(token) ? Length(Literal.Value(token)) : 0;
        return sum;
    }

    /// <summary>A number of few digits is its digits and where the point stands among them.</summary>
    private static double DecimalLength(double size)
    {
        for (var digits = 1; digits <= FewDigits; digits++)
        {
            var place = (int)Math.Floor(Math.Log10(size)) - digits + 1;
            var mantissa = size / Math.Pow(10, place);
            if (IsWhole(mantissa))
                return Math.Log(Math.Round(mantissa)) + Math.Log(1 + Math.Abs(place));
        }
        return AllDigits;
    }

    private static bool IsWhole(double value) =>
        value is > 0.5 and <= 1e6 && Math.Abs(value - Math.Round(value)) <= Rounding * Math.Max(1, value);

    private static bool Near(double value, double number) => Math.Abs(value - number) <= Rounding * Math.Max(1, number);
}
