using System.Text;
using System.Text.RegularExpressions;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Cli.Predicting;

/// <summary>The structure files that words name: files, folders with all that is in them, and patterns.</summary>
internal static class StructurePaths
{
    private static readonly char[] Wild = ['*', '?'];

    /// <summary>The files in the order of the words; those of a folder or pattern by name.</summary>
    /// <exception cref="InputException">A folder or pattern has no structure file.</exception>
    public static List<string> Of(IEnumerable<string> words) => [.. words.SelectMany(Of)];

    private static IEnumerable<string> Of(string word)
    {
        if (Directory.Exists(word))
            return Some(Files(word).Where(file => StructureFormats.OfName(file) is not null),
                $"{word}: no structure file in this folder");
        return word.IndexOfAny(Wild) < 0 || File.Exists(word)
            ? [word]
            : Some(Matching(word), $"{word}: no file is of this pattern");
    }

    private static List<string> Some(IEnumerable<string> files, string otherwise)
    {
        var found = files.Order(StringComparer.Ordinal).ToList();
        return found.Count > 0
            ? found
            : throw new InputException($"{otherwise}; at least one {StructureFormats.Names} was expected");
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);

    private static IEnumerable<string> Matching(string pattern)
    {
        pattern = pattern.Replace('\\', '/');
        var folder = pattern[..(pattern.LastIndexOf('/', pattern.IndexOfAny(Wild)) + 1)];
        if (folder.Length > 0 && !Directory.Exists(folder))
            return [];
        var form = new Regex(Expression(pattern[folder.Length..]), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return Files(folder.Length == 0 ? "." : folder)
            .Where(file => form.IsMatch(Path.GetRelativePath(folder.Length == 0 ? "." : folder, file).Replace('\\', '/')))
            .Select(file => folder.Length == 0 ? Path.GetRelativePath(".", file) : file);
    }

    // * and ? stay within a name; **/ is any folders.
    private static string Expression(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
                (i, _) = (i + 2, text.Append("(?:.*/)?"));
            else
                text.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape($"{letter}") });
        }
        return text.Append('$').ToString();
    }
}
