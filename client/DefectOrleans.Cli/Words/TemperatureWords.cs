using System.CommandLine;
using System.Globalization;

namespace DefectOrleans.Cli.Words;

/// <summary>The option that says at which temperatures something is done.</summary>
internal static class TemperatureWords
{
    private const string Name = "--temperature";

    private const int MostSteps = 64;

    private static readonly double[] Usual = [300, 1200];

    /// <summary>The option, as what is written: the ends of a range, or each temperature.</summary>
    public static Option<(double[] Values, bool IsRange)> Option()
    {
        var option = new Option<(double[] Values, bool IsRange)>(Name)
        {
            Description = "Temperatures in K: a range such as 300..1200, or some such as 300,600. [default: 300..1200]",
            HelpName = "K",
        };
        option.CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            var isRange = word.Contains("..", StringComparison.Ordinal);
            var values = word.Split(isRange ? ".." : ",").Select(Kelvin).ToArray();
            if (values.All(value => value is > 0 and < 1e6) && values.Length <= MostSteps
                && (!isRange || values.Length == 2 && values[0] < values[1]))
                return ([.. values.Distinct().Order()], isRange);
            result.AddError($"{Name}: '{word}'; expected temperatures above 0 K, such as 300..1200 or 300,600");
            return default;
        };
        return option;
    }

    /// <summary>The temperatures; those of a range are as far apart by ratio, since neighbours exchange their states.</summary>
    public static IEnumerable<double> Steps((double[] Values, bool IsRange) given, int steps)
    {
        var (values, isRange) = given.Values is null ? (Usual, true) : given;
        return !isRange ? values : steps == 1 ? [values[0]] : Enumerable.Range(0, steps).Select(step =>
            Math.Round(values[0] * Math.Pow(values[1] / values[0], step / (steps - 1.0)), 6));
    }

    private static double Kelvin(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
