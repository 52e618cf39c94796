namespace DefectOrleans.Cli.Plots;

/// <summary>What a sample in a legend stands for.</summary>
/// <param name="Name">The words beside it.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Sample">Draws it round a place.</param>
internal sealed record LegendEntry(string Name, string Style, Action<Drawing, Place> Sample)
{
    /// <summary>Width of a sample, px.</summary>
    public const double SampleWidth = 26;

    /// <summary>An entry for a kind of line.</summary>
    public static LegendEntry Line(string name, string style, string line) => new(
        name, style, (drawing, at) => drawing.Line(at.X - SampleWidth / 2, at.Y, at.X + SampleWidth / 2, at.Y, line));
}

/// <summary>Samples of what a figure shows with their names, in rows.</summary>
internal sealed class Legend
{
    /// <summary>From row to row, px.</summary>
    public const double RowHeight = 22;

    private const double Gap = 6, Between = 18, Baseline = 4;

    private readonly List<(LegendEntry Entry, double X, int Row)> _entries = [];

    /// <summary>Lays entries out in rows of a width, px.</summary>
    public Legend(IEnumerable<LegendEntry> entries, double width)
    {
        var x = 0.0;
        foreach (var entry in entries)
        {
            var length = LegendEntry.SampleWidth + Gap + TextWidth.Of(entry.Name);
            if (x > 0 && x + length > width)
                (x, Rows) = (0, Rows + 1);
            _entries.Add((entry, x, Rows - 1));
            x += length + Between;
        }
    }

    /// <summary>How many rows it has.</summary>
    public int Rows { get; } = 1;

    /// <summary>Draws it from a left end and the first row's middle line on.</summary>
    public void Draw(Drawing drawing, double left, double middle)
    {
        foreach (var (entry, x, row) in _entries)
        {
            var at = new Place(left + x + LegendEntry.SampleWidth / 2, middle + RowHeight * row);
            drawing.Begin(entry.Style);
            entry.Sample(drawing, at);
            drawing.End();
            drawing.Text(at.X + LegendEntry.SampleWidth / 2 + Gap, at.Y + Baseline, entry.Name, "small");
        }
    }
}
