using System.Globalization;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>
/// A CIF's <c>_chemical_formula_sum</c> beside its sites: files that were edited by hand often disagree with themselves.
/// </summary>
internal static class CifFormulaSum
{
    private const double SameShare = 1e-3;

    /// <summary>The item's name.</summary>
    public const string Name = "_chemical_formula_sum";

    /// <summary>
    /// What to warn of: both counts where the sites are no whole number of the formula; null where all is well or the formula is
    /// not understood.
    /// </summary>
    public static string? Difference(string formula, Structure structure)
    {
        if (Parsed(formula) is not { Count: > 0 } said)
            return null;
        var counted = structure.Sites.CountBy(site => site.Element).ToDictionary();
        var units = structure.Sites.Length / said.Values.Sum();
        var agrees = Math.Abs(units - Math.Max(1, Math.Round(units))) < SameShare * units
            && said.Keys.Union(counted.Keys).All(element =>
                Math.Abs(units * said.GetValueOrDefault(element) - counted.GetValueOrDefault(element)) < 0.5
                    && said.ContainsKey(element) == counted.ContainsKey(element));
        return agrees
            ? null
            : $"{Name} says {formula}, the sites are {string.Join(' ', counted.Select(count => $"{count.Key}{count.Value}"))}; "
                + "the sites are used";
    }

    // Elements with numbers, separated by spaces: Mo63 Se S126.
    private static Dictionary<string, double>? Parsed(string formula)
    {
        var counts = new Dictionary<string, double>();
        foreach (var word in formula.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var letters = word.TakeWhile(char.IsAsciiLetter).Count();
            var count = 1.0;
            if (!Elements.IsSymbol(word[..letters]) || !counts.TryAdd(word[..letters], 0)
                || letters < word.Length
                    && !double.TryParse(word[letters..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out count))
                return null;
            counts[word[..letters]] = count;
        }
        return counts;
    }
}
