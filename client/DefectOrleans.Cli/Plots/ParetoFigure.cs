using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Plots;

/// <summary>
/// The Pareto fronts of one pair type and property: complexity against error, so that a reader sees what a shorter formula
/// would cost. The line is the least error at each complexity or below it; a ring is round the chosen formula.
/// </summary>
internal sealed class ParetoFigure
{
    private const double Width = 760, Right = 740, Header = 56, LegendAt = 56, PanelHeight = 268, Foot = 56, MarkRadius = 4;

    // eV. Errors below this are the noise of arithmetic; a logarithmic axis has no zero.
    private const double LeastError = 1e-7;

    private readonly PlottedPair _pair;
    private readonly string _material;
    private readonly Panel _panel;
    private readonly Legend _legend;

    public ParetoFigure(PlottedPair pair, string material)
    {
        const double Margin = 2, Factor = 2, Generous = 10;
        (_pair, _material) = (pair, material);
        var formulas = pair.Channels.SelectMany(c => c.Front).ToList();
        var complexities = new Interval(0, formulas.Max(f => f.Complexity) + Margin);
        // A formula that fails on points left out may be wrong by anything; it stands on the frame's edge then.
        var fits = Interval.Around(formulas.Select(f => MeV(f.MeanAbsoluteError))) ?? new Interval(1, 1);
        var errors = new Interval(fits.Low / Generous, fits.High * Generous)
            .Clamp(fits.With(Interval.Around(formulas.Select(f => MeV(f.LeftOutError))) ?? fits));
        errors = new Interval(errors.Low / Factor, errors.High * Factor);
        var left = Panel.RoomFor(Axis.Logarithmic(errors, 0, 1));
        _legend = new Legend(Entries(), Right - left);
        var top = Header + Legend.RowHeight * _legend.Rows;
        _panel = Panel.Of(complexities, errors, left, top, Right, top + PanelHeight, isLogarithmic: true);
    }

    /// <summary>Draws the figure.</summary>
    public string Draw(string id)
    {
        var title =
            $"{_pair.Type.First} and {_pair.Type.Second} in {_material}: Pareto front of the "
                + $"{Quantity.Of(_pair.Property).OfPairs}";
        var drawing = new Drawing(id, Width, _panel.Bottom + Foot, title, Description());
        drawing.Kinds(_panel.Left, 30, Wording.Chemical(title, _material), "title");
        _legend.Draw(drawing, _panel.Left, LegendAt);
        _panel.DrawGrid(drawing);
        foreach (var channel in _pair.Channels)
            DrawFront(drawing, channel);
        _panel.DrawFrame(drawing, $"mean absolute error ({Wording.Thousandth(_pair.Property)})");
        _panel.DrawFoot(drawing, "complexity");
        return drawing.Finish();
    }

    private static double MeV(double? errorEv) =>
        errorEv is { } error && double.IsFinite(error) ? 1000 * Math.Clamp(error, LeastError, 1e9) : double.NaN;

    private IEnumerable<LegendEntry> Entries()
    {
        foreach (var channel in _pair.Channels)
        {
            yield return new LegendEntry(
                _pair.Channels is [{ Side: Side.Middle }] ? "points left out" : $"{Series.Name(channel.Side)}, left out",
                Series.Colour(channel.Side),
                (drawing, at) => Series.Mark(drawing, channel.Side, at.X, at.Y, MarkRadius, "mark"));
        }
        yield return new LegendEntry(
            "points of the fit", Series.Colour(_pair), (drawing, at) =>
                Series.Mark(drawing, _pair.Channels[0].Side, at.X, at.Y, MarkRadius - 0.5, "open"));
        yield return new LegendEntry(
            "chosen formula", Series.Colour(_pair), (drawing, at) => drawing.Circle(at.X, at.Y, 2 * MarkRadius, "ring"));
    }

    private void DrawFront(Drawing drawing, PlottedChannel channel)
    {
        var colour = Series.Colour(channel.Side);
        drawing.Begin(colour);
        var stairs = Stairs(channel);
        if (stairs.Count > 1)
            drawing.Polyline(stairs, "bar");
        drawing.End();
        foreach (var formula in channel.Front)
        {
            drawing.Begin(colour, Said(formula));
            if (formula.LeftOutError is not null && MeV(formula.MeanAbsoluteError) is var fit && double.IsFinite(fit))
                Mark(formula.Complexity, fit, MarkRadius - 0.5, "open");
            if (MeV(PlottedChannel.Error(formula)) is var error && double.IsFinite(error))
                Mark(formula.Complexity, error, MarkRadius, formula.LeftOutError is null ? "open" : "mark");
            drawing.End();
        }
        if (MeV(PlottedChannel.Error(channel.Learned.Chosen)) is var chosen && double.IsFinite(chosen))
        {
            var at = _panel.At(channel.Learned.Chosen.Complexity, chosen);
            drawing.Begin(colour);
            drawing.Circle(at.X, at.Y, 2 * MarkRadius, "ring");
            drawing.End();
        }

        void Mark(double complexity, double errorMeV, double radius, string style)
        {
            var at = _panel.At(complexity, errorMeV);
            Series.Mark(drawing, channel.Side, at.X, at.Y, radius, style);
        }
    }

    /// <summary>The least error at each complexity or below it.</summary>
    private List<Place> Stairs(PlottedChannel channel)
    {
        var stairs = new List<Place>();
        foreach (var at in channel.Best.Select(f => (f.Complexity, Error: MeV(PlottedChannel.Error(f))))
            .Where(f => double.IsFinite(f.Error))
            .Select(f => _panel.At(f.Complexity, f.Error)))
        {
            if (stairs.Count > 0)
                stairs.Add(stairs[^1] with { X = at.X });
            stairs.Add(at);
        }
        if (stairs.Count > 0)
            stairs.Add(stairs[^1] with { X = _panel.Right });
        return stairs;
    }

    private string Said(Formula formula) =>
        $"complexity {Written.Count(formula.Complexity)}, "
        + $"{Wording.Error(_pair.Property, formula.MeanAbsoluteError)} on its points"
        + $"{(formula.LeftOutError is { } leftOut ? $", {Wording.Error(_pair.Property, leftOut)} on points left out" : "")}: "
        + $"{PlottedChannel.Readable(formula)}";

    private string Description() => string.Join(" ", _pair.Channels.Select(c =>
        $"{Series.Prefix(c.Side)}{Wording.Count(c.Front.Length, "formula", "formulas")}; the chosen one has complexity "
        + $"{Written.Count(c.Learned.Chosen.Complexity)} and a mean absolute error of "
        + $"{Wording.Error(_pair.Property, PlottedChannel.Error(c.Learned.Chosen))}."));
}
