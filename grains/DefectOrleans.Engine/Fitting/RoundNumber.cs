namespace DefectOrleans.Engine.Fitting;

/// <summary>
/// The numbers that laws are written with: integers up to 10, halves, thirds and quarters of 1, shares of π. Few enough
/// that no noise is fitted by choosing among them.
/// </summary>
public static class RoundNumber
{
    private const int LargestInteger = 10;
    private const double Rounding = 1e-13;

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

    private static bool Near(double value, double number) => Math.Abs(value - number) <= Rounding * Math.Max(1, number);
}
