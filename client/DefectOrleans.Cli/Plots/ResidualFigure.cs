using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Cli.Plots;

/// <summary>
/// Errors by class of defects on structures that did not train the book: a line from the 5th to the 95th percentile, a box
/// from the 25th to the 75th, and a stroke at the median.
/// </summary>
internal sealed class ResidualFigure
{
    private const double Width = 760, Right = 590, Top = 84, Row = 26, Margin = 20, Box = 12;
    private const double CountColumn = 655, ErrorColumn = 740, Letter = 6.4;

    private readonly StructureGroups _groups;
    private readonly string _material;
    private readonly IReadOnlyList<StructureGroup> _rows;
    private readonly double _height;
    private readonly Panel _panel;

    public ResidualFigure(StructureGroups groups, string material)
    {
        const double LeastMeV = 0.1, Padding = 0.04, Foot = 62, MostLabel = 320;
        (_groups, _material) = (groups, material);
        _rows = groups.Groups.Length == 1 ? groups.Groups : [groups.All, .. groups.Groups];
        var errors = Interval.Around(_rows.SelectMany(g => (double[])[At(g, 0.05), At(g, 0.95)]))!.Value;
        var left = Math.Min(MostLabel, Margin + 12 + _rows.Max(g => TextWidth.Of(g.Name)));
        var bottom = Top + Row * _rows.Count;
        _height = bottom + Foot;
        _panel = Panel.Of(errors.With(0).AtLeast(LeastMeV).Padded(Padding), new Interval(0, 1), left, Top, Right, bottom);
    }

    /// <summary>Draws the figure.</summary>
    public string Draw(string id)
    {
        const double Heading = 72, Baseline = 4;
        var title = $"{_material}: errors of the {Quantity.Of(_groups.Property).OfStructures}";
        var drawing = new Drawing(id, Width, _height, title, Description());
        drawing.Kinds(Margin, 30, Wording.Chemical(title, _material), "title");
        drawing.Text(
            Margin, 50, $"{Wording.Tested(_groups)}. Stroke: median; box: half of them; line: nine tenths.", "quiet small");
        drawing.Text(CountColumn, Heading, "structures", "quiet small end");
        drawing.Text(ErrorColumn, Heading, $"MAE ({Wording.Thousandth(_groups.Property)})", "quiet small end");
        foreach (var tick in _panel.X.Ticks)
            drawing.Line(_panel.X.Within(tick.Value), Top, _panel.X.Within(tick.Value), _panel.Bottom, "grid");
        drawing.Line(_panel.X.At(0), Top, _panel.X.At(0), _panel.Bottom, "zero");
        foreach (var (index, group) in _rows.Index())
        {
            var y = Top + Row * (index + 0.5);
            drawing.Kinds(_panel.Left - 12, y + Baseline, Shown(group.Name), "end");
            DrawRow(drawing, group, y, _rows.Count > 1 && index == 0 ? Stylesheet.Colours : 0);
            drawing.Text(CountColumn, y + Baseline, Written.Count(group.Values.Length), "small end");
            drawing.Text(ErrorColumn, y + Baseline, Wording.Digits(group.MeanAbsolute), "small end");
        }
        drawing.Box(_panel.Left, Top, _panel.Right - _panel.Left, _panel.Bottom - Top, "frame");
        _panel.DrawFoot(drawing, $"predicted less calculated ({Wording.Thousandth(_groups.Property)})");
        return drawing.Finish();
    }

    private string Unit => Wording.Thousandth(_groups.Property);

    private static double At(StructureGroup group, double share) => Quantiles.Of(group.ErrorsMeV, share);

    private void DrawRow(Drawing drawing, StructureGroup group, double y, int colour)
    {
        var (low, first, middle, third, high) = (X(0.05), X(0.25), X(0.5), X(0.75), X(0.95));
        drawing.Begin(Stylesheet.Colour(colour), string.Join(
            ", ", $"{group.Name}: median {Wording.Digits(At(group, 0.5))} {Unit}",
            $"half from {Wording.Digits(At(group, 0.25))} to {Wording.Digits(At(group, 0.75))}",
            $"nine tenths from {Wording.Digits(At(group, 0.05))} to {Wording.Digits(At(group, 0.95))}"));
        drawing.Line(low, y, high, y, "bar");
        drawing.Line(low, y - Box / 4, low, y + Box / 4, "bar");
        drawing.Line(high, y - Box / 4, high, y + Box / 4, "bar");
        drawing.Box(first, y - Box / 2, third - first, Box, "box");
        drawing.Line(middle, y - Box / 2, middle, y + Box / 2, "curve");
        drawing.End();

        double X(double share) => _panel.X.Within(At(group, share));
    }

    private string Shown(string name)
    {
        var letters = (int)((_panel.Left - Margin - 12) / Letter);
        return name.Length <= letters + 1 ? name : $"{name[..(letters - 1)]}…";
    }

    private string Description() => string.Join(" ", _rows.Select(g =>
        $"{g.Name}: {Wording.Count(g.Values.Length, "structure", "structures")}, mean absolute error "
            + $"{Wording.Digits(g.MeanAbsolute)} {Unit}, median {Wording.Digits(At(g, 0.5))} {Unit}."));
}
