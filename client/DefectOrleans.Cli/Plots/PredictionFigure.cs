using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Evaluations;

namespace DefectOrleans.Cli.Plots;

/// <summary>Predicted against calculated values on structures that did not train the book; on the diagonal they agree.</summary>
internal sealed class PredictionFigure
{
    private const double Width = 780, Top = 66, Side = 440, Height = Top + Side + 62, Margin = 20;

    private readonly StructureGroups _groups;
    private readonly string _material;
    private readonly Panel _panel;
    private readonly int _outside;

    public PredictionFigure(StructureGroups groups, string material)
    {
        const double LeastEv = 0.01, Generous = 0.5, Padding = 0.04;
        (_groups, _material) = (groups, material);
        var values = groups.All.Values;
        var calculated = Interval.Around(values.Select(v => v.Calculated))!.Value.AtLeast(LeastEv);
        var predicted = Interval.Around(values.Select(v => v.Predicted))!.Value;
        var shown = calculated.With(calculated.Padded(Generous).Clamp(predicted)).Padded(Padding);
        _outside = values.Count(v => !shown.Contains(v.Predicted));
        var left = Panel.RoomFor(Axis.Linear(shown, Side, 0, 45));
        _panel = Panel.Of(shown, shown, left, Top, left + Side, Top + Side);
    }

    /// <summary>Draws the figure.</summary>
    public string Draw(string id)
    {
        var title = $"{_material}: {Quantity.Of(_groups.Property).OfStructures}, predicted and calculated";
        var drawing = new Drawing(id, Width, Height, title, Description());
        drawing.Kinds(Margin, 30, Wording.Chemical(title, _material), "title");
        drawing.Text(Margin, 50, Wording.Tested(_groups), "quiet small");
        _panel.DrawGrid(drawing);
        foreach (var tick in _panel.X.Ticks)
            drawing.Line(_panel.X.Within(tick.Value), _panel.Top, _panel.X.Within(tick.Value), _panel.Bottom, "grid");
        drawing.Line(_panel.Left, _panel.Bottom, _panel.Right, _panel.Top, "zero");
        foreach (var (index, group) in _groups.Groups.Index())
        {
            drawing.Begin(Stylesheet.Colour(index));
            drawing.Dots(group.Values.Select(v => _panel.At(v.Calculated, v.Predicted)), "dots");
            drawing.End();
        }
        _panel.DrawFrame(drawing, $"predicted ({Quantity.Of(_groups.Property).Unit})");
        _panel.DrawFoot(drawing, $"calculated ({Quantity.Of(_groups.Property).Unit})");
        DrawErrors(drawing);
        return drawing.Finish();
    }

    /// <summary>Beside the panel: the groups' colours and errors.</summary>
    private void DrawErrors(Drawing drawing)
    {
        const double Gap = 24, Row = 36, Line = 15, Dot = 4, Indent = 16;
        var x = _panel.Right + Gap;
        var y = Top + 12;
        if (_groups.Groups.Length > 1)
            Entry(Stylesheet.Colours, _groups.All);
        foreach (var (index, group) in _groups.Groups.Take(Stylesheet.Colours - 1).Index())
            Entry(index, group);
        if (_groups.Groups.Skip(Stylesheet.Colours - 1).SelectMany(g => g.Values).ToList() is { Count: > 0 } others)
            Entry(Stylesheet.Colours, new StructureGroup("others", [.. others]));
        if (_outside > 0)
            drawing.Text(x, y, $"{Written.Count(_outside)} beyond the frame, on its edge", "quiet small");

        void Entry(int colour, StructureGroup group)
        {
            drawing.Begin(Stylesheet.Colour(colour));
            if (!ReferenceEquals(group, _groups.All))
                drawing.Circle(x + Dot, y - Dot, Dot, "mark");
            drawing.End();
            drawing.Kinds(x + Indent, y, group.Name, "small");
            drawing.Text(x + Indent, y + Line, Errors(group), "quiet small");
            y += Row;
        }
    }

    private string Errors(StructureGroup group)
    {
        var summary = ErrorSummary.Of(group.Values.Select(v => v.Predicted - v.Calculated))!;
        return $"n {Written.Count(summary.Count)}, MAE {Wording.Digits(summary.MeanAbsolute)}, median "
            + $"{Wording.Digits(summary.Median)} {Wording.Thousandth(_groups.Property)}";
    }

    private string Description() => string.Join(" ", _groups.Groups.Prepend(_groups.All).Select(g => $"{g.Name}: {Errors(g)}."));
}
