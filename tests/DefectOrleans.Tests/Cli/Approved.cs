using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace DefectOrleans.Tests.Cli;

/// <summary>
/// What people see, held to text files under <c>Approved</c>; numbers to nine digits, since the last ones follow the
/// processor. DEFECTS_APPROVE=1 writes the files anew, for a reader to
/// look over before they are committed.
/// </summary>
internal static partial class Approved
{
    /// <summary>Holds a text to its file; blanks at the ends of lines do not count.</summary>
    public static void Holds(string name, string text, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Approved", name + ".txt");
        var shown =
            string.Join('\n', ManyDigits().Replace(text, Rounded).ReplaceLineEndings("\n").Split('\n')
                .Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("DEFECTS_APPROVE") == "1")
            File.WriteAllText(path, shown);
        Assert.Equal(File.ReadAllText(path), shown);
    }

    private static string Rounded(Match number) =>
        double.Parse(number.ValueSpan, CultureInfo.InvariantCulture).ToString("G9", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+\.\d{9,}(E-?\d+)?", RegexOptions.CultureInvariant)]
    private static partial Regex ManyDigits();
}
