namespace DefectOrleans.Cli.Plots;

/// <summary>Samples of what a figure shows with their names, in a row.</summary>
/// <param name="Drawing">What it is drawn on.</param>
/// <param name="X">Where the next entry begins, px.</param>
/// <param name="Y">Middle line, px.</param>
internal sealed record Legend(Drawing Drawing, double X, double Y)
{
    private const double SampleWidth = 26, Gap = 6, Between = 20, Baseline = 4;

    /// <summary>Adds an entry whose sample is drawn round a place, and gives the place for the next one.</summary>
    public Legend Add(string name, string style, Action<Place> sample)
    {
        Drawing.Begin(style);
        sample(new Place(X + SampleWidth / 2, Y));
        Drawing.End();
        Drawing.Text(X + SampleWidth + Gap, Y + Baseline, name, "small");
        return this with { X = X + SampleWidth + Gap + TextWidth.Of(name) + Between };
    }

    /// <summary>Adds a line of a style.</summary>
    public Legend AddLine(string name, string style, string line) =>
        Add(name, style, at => Drawing.Line(at.X - SampleWidth / 2, at.Y, at.X + SampleWidth / 2, at.Y, line));
}
