using System.Runtime.CompilerServices;

namespace DefectOrleans.Tests.Cli;

/// <summary>
/// What people see, held to text files under <c>Approved</c>. DEFECTS_APPROVE=1 writes the files anew, for a reader to
/// look over before they are committed.
/// </summary>
internal static class Approved
{
    /// <summary>Holds a text to its file; blanks at the ends of lines do not count.</summary>
    public static void Holds(string name, string text, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Approved", name + ".txt");
        var shown = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("DEFECTS_APPROVE") == "1")
            File.WriteAllText(path, shown);
        Assert.Equal(File.ReadAllText(path), shown);
    }
}
