using System.Globalization;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>Numbers with their standard errors in parentheses, in units of the last digit: 1.85(3) is 1.85 ± 0.03.</summary>
public static class NumberText
{
    // Beyond these powers of ten a number is written with one.
    private const int Smallest = -4, Largest = 6;

    // Digits of a number whose error is not known.
    private const int UntoldDigits = 3;

    /// <summary>A number as it is, every digit.</summary>
    public static string Write(double value) => Plain(value, "R");

    /// <summary>A number to some significant digits at most.</summary>
    public static string Write(double value, int digits) => Plain(value, $"G{digits}");

    /// <summary>A number to a decimal place.</summary>
    /// <param name="value">The number.</param>
    /// <param name="place">The power of ten of its last digit: −2 are hundredths.</param>
    /// <param name="error">Its standard error; not written where it is infinite.</param>
    public static string Write(double value, int place, double error)
    {
        var rounded = Round(value, place);
        var exponent = rounded == 0 ? place : Exponent(rounded);
        var isPlain = place <= 0 && exponent is >= Smallest and < Largest;
        var digits = isPlain
            ? rounded.ToString($"F{-place}", CultureInfo.InvariantCulture)
            : rounded.ToString($"E{Math.Max(0, exponent - place)}", CultureInfo.InvariantCulture).Split('E')[0];
        var stated = double.IsFinite(error) ? $"{digits}({Units(error, place)})" : digits;
        return isPlain ? stated : string.Create(CultureInfo.InvariantCulture, $"{stated}e{exponent}");
    }

    /// <summary>A number to the digits that its standard error leaves, with the error.</summary>
    public static string WithError(double value, double error) => error == 0
        ? Write(value)
        : Write(value, PlaceOf(value, error), error);

    /// <summary>The place of the last digit that an error leaves: one digit of it is shown, two of 1.0 to 1.9.</summary>
    public static int PlaceOf(double value, double error)
    {
        const double TwoDigits = 1.95;
        if (error is 0 || !double.IsFinite(error))
            return Exponent(value) - UntoldDigits + 1;
        var exponent = Exponent(error);
        return error / Math.Pow(10, exponent) < TwoDigits ? exponent - 1 : exponent;
    }

    /// <summary>A number rounded to a decimal place.</summary>
    public static double Round(double value, int place)
    {
        var digits = Exponent(value) - place;
        return digits >= 0
            ? double.Parse(value.ToString($"E{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : Math.Round(value / Math.Pow(10, place)) * Math.Pow(10, place);
    }

    /// <summary>The power of ten of a number's first digit; 0 for 0.</summary>
    public static int Exponent(double value) =>
        int.Parse(value.ToString("E16", CultureInfo.InvariantCulture).Split('E')[1], CultureInfo.InvariantCulture);

    private static string Plain(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>An error in units of the last digit, no more than two digits of it.</summary>
    private static string Units(double error, int place)
    {
        var units = error / Math.Pow(10, place);
        return Math.Round(units < 100 ? units : Round(units, Exponent(units) - 1)).ToString("F0", CultureInfo.InvariantCulture);
    }
}
