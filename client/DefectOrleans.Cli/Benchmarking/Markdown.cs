using System.CommandLine;
using System.Globalization;
using System.Text;
using DefectOrleans.Engine;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>A page of measurements: what was measured, on what, by which command, and its tables.</summary>
internal sealed class Markdown
{
    private readonly StringBuilder _text = new();

    /// <summary>Starts a page.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="command">The command that makes the page again.</param>
    /// <param name="machine">What it ran on.</param>
    /// <param name="date">When.</param>
    public Markdown(string title, string command, Machine machine, DateTimeOffset date)
    {
        _text.Append(CultureInfo.InvariantCulture, $"# {title}\n\nMade by\n\n    {command}\n\n");
        _text.Append(CultureInfo.InvariantCulture,
            $"on {date:yyyy-MM-dd}, on {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}.\n");
    }

    /// <summary>Adds a paragraph.</summary>
    public Markdown Say(string paragraph)
    {
        _text.Append('\n').Append(paragraph).Append('\n');
        return this;
    }

    /// <summary>Adds a table; the first columns hold text, the others numbers.</summary>
    public Markdown Table(int texts, string[] headings, IEnumerable<string[]> rows)
    {
        _text.Append('\n');
        Row(headings);
        Row([.. headings.Select((_, i) => i < texts ? "---" : "---:")]);
        foreach (var row in rows)
            Row(row);
        return this;
    }

    /// <summary>Adds a figure.</summary>
    /// <param name="shows">What it shows, for who can't see it.</param>
    /// <param name="link">Its place as the page sees it.</param>
    public Markdown Figure(string shows, string link) => Say($"![{shows.Replace("|", "–", StringComparison.Ordinal)}]({link})");

    /// <summary>Code within a line or cell.</summary>
    public static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    /// <summary>The words that called the program, for a shell.</summary>
    public static string CommandLine(ParseResult words) => string.Join(' ', words.Tokens
        .Select(t => t.Value.Any(char.IsWhiteSpace) ? $"'{t.Value}'" : t.Value).Prepend("defects"));

    /// <summary>Writes the page whole.</summary>
    /// <exception cref="InputException">The place can't be written to.</exception>
    public void WriteTo(string path) => WholeFile.Write(path, Encoding.UTF8.GetBytes(_text.ToString()));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Row(string[] cells) =>
        _text.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", @"\|", StringComparison.Ordinal))).Append(" |\n");
}
