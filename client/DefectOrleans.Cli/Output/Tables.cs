using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>Tables of one look.</summary>
internal static class Tables
{
    /// <summary>A table whose first <paramref name="texts"/> columns hold text and the others numbers.</summary>
    public static Table New(int texts, params IEnumerable<string> headings)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var (index, heading) in headings.Index())
        {
            table.AddColumn(new TableColumn(new Text(heading))
            {
                Alignment = index < texts ? Justify.Left : Justify.Right,
                NoWrap = index >= texts
            });
        }
        return table;
    }

    /// <summary>Adds a row of plain text; brackets in it mean brackets.</summary>
    public static void Add(this Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(cell)));

    /// <summary>Writes a line of plain text, however long.</summary>
    public static void Line(this IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);
}
