using System.Runtime.CompilerServices;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Books;

/// <summary>Books that come with the program are held to what discoveries promise now.</summary>
public class ShippedBooksTests
{
    private const double Farthest = 40, LargestEv = 100;

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder(), "*.json").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_formula_of_every_reading_is_proven_finite_to_40_Angstrom(string name)
    {
        var book = BookFile.Read(Path.Combine(Folder(), name));
        var unproven =
            from reading in BookReadings.Of(book)
            from pair in BookReadings.In(book, reading).Pairs
            from formula in pair.Front.Append(pair.Chosen)
            where !IsProven(formula.Text, pair.Table.Min(point => point.Distance))
            select $"{reading}, {pair.PairType} {pair.Side} {pair.Property}: {formula.Text}";
        Assert.Empty(unproven.Distinct());
    }

    private static bool IsProven(string text, double nearest)
    {
        var formula = FormulaText.Parse(text, ["r"]);
        var rule = new LimitRule { Start = nearest, Stop = Farthest, LowestValue = -LargestEv, HighestValue = LargestEv };
        return new LimitProof(rule).Holds(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "books"));
}
