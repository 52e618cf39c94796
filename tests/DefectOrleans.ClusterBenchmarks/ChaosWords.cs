using System.Globalization;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>What the command <c>chaos</c> was asked for.</summary>
/// <param name="Seeds">A run for each.</param>
/// <param name="Minutes">Time that faults happen in each.</param>
/// <param name="SideBySide">Whether the runs share the machine at one time, which leaves each less of it.</param>
/// <param name="KeepsRows">Whether stored rows of ended searches are counted alone.</param>
/// <param name="Page">Where the page goes; null for nowhere.</param>
internal sealed record ChaosWords(IReadOnlyList<ulong> Seeds, double Minutes, bool SideBySide, bool KeepsRows, string? Page)
{
    /// <summary>Reads them; null where they are no such words.</summary>
    public static ChaosWords? Read(string[] words)
    {
        var asked = new ChaosWords([1], 10, SideBySide: false, KeepsRows: false, Page: null);
        for (var i = 0; i < words.Length; i++)
        {
            var (word, value) = (words[i], i + 1 < words.Length ? words[i + 1] : "");
            if (word == "--seed" && Numbers(value) is { Count: > 0 } seeds)
                (asked, i) = (asked with { Seeds = seeds }, i + 1);
            else if (word == "--minutes" && double.TryParse(value, CultureInfo.InvariantCulture, out var minutes)
                && minutes is > 0 and <= 1000)
                (asked, i) = (asked with { Minutes = minutes }, i + 1);
            else if (word == "--side-by-side")
                asked = asked with { SideBySide = true };
            else if (word == "--keeps-rows")
                asked = asked with { KeepsRows = true };
            else if (!word.StartsWith('-') && asked.Page is null)
                asked = asked with { Page = word };
            else
                return null;
        }
        return asked;
    }

    private static List<ulong>? Numbers(string list)
    {
        var numbers = new List<ulong>();
        foreach (var text in list.Split(','))
        {
            if (!ulong.TryParse(text, CultureInfo.InvariantCulture, out var number))
                return null;
            numbers.Add(number);
        }
        return numbers;
    }
}
