using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DefectOrleans.Tests;

/// <summary>What the compiler does not hold of the code's layout.</summary>
public sealed partial class SourceLayoutTests
{
    private const int LongestLine = 130;

    private static readonly string[] Built = ["bin", "obj", ".git"];

    [Fact]
    public void Lines_end_by_130_characters()
    {
        var longer =
            from file in Sources(Root())
            from line in File.ReadLines(file).Index()
            where line.Item.Length > LongestLine
            select $"{Path.GetRelativePath(Root(), file)}:{line.Index + 1} has {line.Item.Length}";
        Assert.Empty(longer);
    }

    [Fact]
    public void A_file_bears_the_name_of_its_main_type()
    {
        var others =
            from file in Sources(Root())
            let types = TypeName().Matches(File.ReadAllText(file)).Select(type => type.Groups[1].Value).ToList()
            where types.Count > 0 && Path.GetFileName(file) != "Program.cs"
            where !types.Contains(Path.GetFileNameWithoutExtension(file).Split('.')[0])
            select $"{Path.GetRelativePath(Root(), file)} has {string.Join(", ", types)}";
        Assert.Empty(others);
    }

    [Fact]
    public void Types_are_called_by_a_word_of_the_field()
    {
        var others =
            from file in Sources(Root())
            from Match type in TypeName().Matches(File.ReadAllText(file))
            where VagueName().IsMatch(type.Groups[1].Value)
            select $"{Path.GetRelativePath(Root(), file)} has {type.Groups[1].Value}";
        Assert.Empty(others);
    }

    // Endings that say nothing, and words that stand for one of the field's.
    [GeneratedRegex(
        "(?:Manager|Helpers?|Utils?|Utilit(?:y|ies))$|^(?:Notes?|Drafts?|Course|Means|Soon|Given|Doubt|Additions?|Facts|Tells|"
            + "Info|Data)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(
        @"^(?:[a-z]+ )*(?:class|struct|record|interface|enum|delegate [\w<>?]+) (?!class|struct)(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeName();

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs")
        .Concat(
            Directory.EnumerateDirectories(folder).Where(below => !Built.Contains(Path.GetFileName(below))).SelectMany(Sources));

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
