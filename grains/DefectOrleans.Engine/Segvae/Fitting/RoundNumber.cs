namespace DefectOrleans.Engine.Segvae.Fitting;

/// <summary>Integers, fractions of small denominators and shares of π: the numbers that laws are written with.</summary>
public static class RoundNumber
{
    private const int LargestInteger = 1000, LargestDenominator = 6;
    private const double Rounding = 1e-14;

    /// <summary>Whether a number is one of them to the last digits.</summary>
    public static bool Is(double value)
    {
        if (Math.Abs(value) > LargestInteger)
            return false;
        for (var denominator = 1; denominator <= LargestDenominator; denominator++)
        {
            if (IsWhole(value * denominator) || (denominator != 5 && IsWhole(value / Math.PI * denominator)))
                return true;
        }
        return false;
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) <= Rounding * Math.Max(1, Math.Abs(value));
}
