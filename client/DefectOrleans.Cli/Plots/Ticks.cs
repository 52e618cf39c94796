using System.Collections.Immutable;
using System.Globalization;

namespace DefectOrleans.Cli.Plots;

/// <summary>A place on an axis and what is written there.</summary>
internal readonly record struct Tick(double Value, string Label);

/// <summary>Round numbers for axes.</summary>
internal static class Ticks
{
    // Numbers with more digits than this before or behind the point are written with an exponent.
    private const int MostDigits = 6;

    // A tick on the very end of a range belongs to it, whatever the last bit says.
    private const double Tolerance = 1e-9;

    /// <summary>Every multiple of 1, 2 or 5 times a power of ten in the range, at most about so many and at least one.</summary>
    public static ImmutableArray<Tick> Linear(Interval range, int most)
    {
        var rough = range.Span / most;
        var power = (int)Math.Floor(Math.Log10(rough));
        var lead = new[] { 1, 2, 5 }.FirstOrDefault(n => n * Math.Pow(10, power) >= rough * (1 - Tolerance));
        if (lead == 0)
            (lead, power) = (1, power + 1);
        while (true)
        {
            var step = Times(lead, power);
            var first = Math.Ceiling(range.Low / step - Tolerance);
            var last = Math.Floor(range.High / step + Tolerance);
            if (last >= first)
                return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => At((first + i) * lead, power))];
            // A range may lie between two multiples of a step that is not much longer.
            (lead, power) = lead switch { 1 => (5, power - 1), 2 => (1, power), _ => (2, power) };
        }
    }

    /// <summary>Powers of ten in a range of positive numbers; with their doubles and fivefolds where there are few.</summary>
    public static ImmutableArray<Tick> Logarithmic(Interval range)
    {
        const double FewDecades = 2.5;
        int[] leads = Math.Log10(range.High / range.Low) > FewDecades ? [1] : [1, 2, 5];
        var (first, last) = ((int)Math.Floor(Math.Log10(range.Low)), (int)Math.Ceiling(Math.Log10(range.High)));
        return
        [
            .. Enumerable.Range(first, last - first + 1)
                .SelectMany(power => leads.Select(lead => At(lead, power)))
                .Where(tick => range.Contains(tick.Value)),
        ];
    }

    /// <summary>A number with a proper minus sign.</summary>
    public static string Minus(string number) => number.Replace('-', '−');

    private static Tick At(double count, int power)
    {
        var value = Times(count, power);
        var exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var format = power < -MostDigits || exponent >= MostDigits ? "0.######E+0" : $"F{Math.Max(0, -power)}";
        return new Tick(value, value == 0 ? "0" : Minus(value.ToString(format, CultureInfo.InvariantCulture)));
    }

    // Dividing by a whole power of ten gives the double that the label reads as; multiplying by 0.1 does not.
    private static double Times(double count, int power) =>
        power < 0 ? count / Math.Pow(10, -power) : count * Math.Pow(10, power);
}
