using System.Collections.Immutable;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Plots;

/// <summary>
/// The Pareto fronts of one pair type and property: complexity against error, so that a reader sees what a shorter formula
/// would cost. The line is the least error at each complexity or below it; a ring is round the chosen formula.
/// </summary>
internal sealed class ParetoFigure
{
    private const double Width = 760, Right = 740, Height = 400, Top = 76, Bottom = 344, MarkRadius = 4;

    // eV. Errors below this are the noise of arithmetic; a logarithmic axis has no zero.
    private const double LeastError = 1e-7;

    private readonly PlottedPair _pair;
    private readonly string _material;
    private readonly Panel _panel;

    public ParetoFigure(PlottedPair pair, string material)
    {
        const double Margin = 2, Factor = 2;
        (_pair, _material) = (pair, material);
        var formulas = pair.Channels.SelectMany(c => Formulas(c.Learned)).ToList();
        var complexities = new Interval(0, formulas.Max(f => f.Complexity) + Margin);
        var errors = Interval.Around(formulas.SelectMany(f => (double[])[MeV(f.MeanAbsoluteError), MeV(f.LeftOutError)])) ?? new Interval(1, 1);
        errors = new Interval(errors.Low / Factor, errors.High * Factor);
        _panel = Panel.Of(complexities, errors, Panel.RoomFor(Axis.Logarithmic(errors, 0, 1)), Top, Right, Bottom, isLogarithmic: true);
    }

    /// <summary>Draws the figure.</summary>
    public string Draw(string id)
    {
        var title = $"{_pair.Type.First} and {_pair.Type.Second} in {_material}: Pareto front of the {Wording.Title(_pair.Property)}";
        var drawing = new Drawing(id, Width, Height, title, Description());
        drawing.Kinds(_panel.Left, 30, title, "title");
        DrawLegend(drawing);
        _panel.DrawGrid(drawing);
        foreach (var channel in _pair.Channels)
            DrawFront(drawing, channel);
        _panel.DrawFrame(drawing, "mean absolute error (meV)");
        _panel.DrawFoot(drawing, "complexity");
        return drawing.Finish();
    }

    private static ImmutableArray<Formula> Formulas(PairFormula learned) =>
        [.. learned.Front.Append(learned.Chosen).DistinctBy(f => f.Text).OrderBy(f => f.Complexity)];

    private static double Error(Formula formula) => formula.LeftOutError ?? formula.MeanAbsoluteError;

    private static double MeV(double? errorEv) => errorEv is { } error && double.IsFinite(error) ? 1000 * Math.Clamp(error, LeastError, 1e9) : double.NaN;

    private void DrawLegend(Drawing drawing)
    {
        const double At = 56;
        var legend = new Legend(drawing, _panel.Left, At);
        foreach (var channel in _pair.Channels)
        {
            var name = _pair.Channels is [{ Side: Side.Middle }] ? "points left out" : $"{Series.Name(channel.Side)}, left out";
            legend = legend.Add(name, Series.Colour(channel.Side), at => Series.Mark(drawing, channel.Side, at.X, at.Y, MarkRadius, "mark"));
        }
        var (side, colour) = _pair.Channels.Length == 1
            ? (_pair.Channels[0].Side, Series.Colour(_pair.Channels[0].Side))
            : (Side.Same, Stylesheet.Colour(Stylesheet.Colours));
        legend
            .Add("points of the fit", colour, at => Series.Mark(drawing, side, at.X, at.Y, MarkRadius - 0.5, "open"))
            .Add("chosen formula", colour, at => drawing.Circle(at.X, at.Y, 2 * MarkRadius, "ring"));
    }

    private void DrawFront(Drawing drawing, PlottedChannel channel)
    {
        var colour = Series.Colour(channel.Side);
        var formulas = Formulas(channel.Learned);
        drawing.Begin(colour);
        var stairs = Stairs(formulas);
        if (stairs.Count > 1)
            drawing.Polyline(stairs, "bar");
        drawing.End();
        foreach (var formula in formulas)
        {
            drawing.Begin(colour, Said(formula));
            if (formula.LeftOutError is not null && MeV(formula.MeanAbsoluteError) is var fit && double.IsFinite(fit))
                Mark(formula.Complexity, fit, MarkRadius - 0.5, "open");
            if (MeV(Error(formula)) is var error && double.IsFinite(error))
                Mark(formula.Complexity, error, MarkRadius, formula.LeftOutError is null ? "open" : "mark");
            drawing.End();
        }
        if (MeV(Error(channel.Learned.Chosen)) is var chosen && double.IsFinite(chosen))
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

    /// <summary>The least error so far, as stairs.</summary>
    private List<Place> Stairs(ImmutableArray<Formula> formulas)
    {
        var stairs = new List<Place>();
        var least = double.PositiveInfinity;
        foreach (var formula in formulas.Where(f => MeV(Error(f)) is var error && double.IsFinite(error)))
        {
            if (MeV(Error(formula)) >= least)
                continue;
            if (stairs.Count > 0)
                stairs.Add(_panel.At(formula.Complexity, least));
            least = MeV(Error(formula));
            stairs.Add(_panel.At(formula.Complexity, least));
        }
        if (stairs.Count > 0)
            stairs.Add(stairs[^1] with { X = _panel.Right });
        return stairs;
    }

    private string Said(Formula formula) =>
        $"complexity {Written.Count(formula.Complexity)}, {Wording.MeV(formula.MeanAbsoluteError)} on its points"
        + $"{(formula.LeftOutError is { } leftOut ? $", {Wording.MeV(leftOut)} on points left out" : "")}: {PlottedChannel.Readable(formula)}";

    private string Description() => string.Join(" ", _pair.Channels.Select(c =>
        $"{Series.Name(c.Side)}: {Wording.Count(Formulas(c.Learned).Length, "formula", "formulas")}; the chosen one has complexity "
        + $"{Written.Count(c.Learned.Chosen.Complexity)} and a mean absolute error of {Wording.MeV(Error(c.Learned.Chosen))}."));
}
