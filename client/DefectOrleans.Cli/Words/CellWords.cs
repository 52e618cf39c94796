using System.CommandLine;
using System.Globalization;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Words;

/// <summary>The option that says which supercell is meant.</summary>
internal static class CellWords
{
    private const string Name = "--cell";

    /// <summary>The option: unit cells along a and b.</summary>
    public static Option<CellShape> Option(CellShape normally)
    {
        var option = new Option<CellShape>(Name)
        {
            Description = "Supercell, in unit cells along a and b, such as 8x8.",
            HelpName = "AxB",
        };
        option.DefaultValueFactory = _ => normally;
        option.CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            if (word.Split('x', '×') is [var a, var b] && Count(a) is { } cellA && Count(b) is { } cellB)
                return new CellShape(cellA, cellB);
            result.AddError($"{Name}: '{word}'; expected unit cells along a and b such as 8x8");
            return normally;
        };
        return option;
    }

    private static int? Count(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 10_000
            ? count
            : null;
}
