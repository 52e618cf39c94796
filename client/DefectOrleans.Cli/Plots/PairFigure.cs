using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Plots;

/// <summary>
/// One pair type and property, as in Fig. 2 of Lazarev and Ustyuzhanin: the pair table with its uncertainty, the chosen
/// formula and the rest of the Pareto front, neighbour shells at the top. Below, how far the points lie from the formula.
/// </summary>
internal sealed class PairFigure
{
    private const double Width = 760, Right = 740, MainHeight = 300, RestHeight = 84, Between = 16, ShellRow = 15, Header =
        65, LegendAt = 56;
    private const double LineHeight = 15, MarkRadius = 4, Indent = 20, End = 6;

    // Å. How far beyond the nearest and the farthest shell one looks.
    private const double Below = 0.2, Margin = 0.35;

    private readonly PlottedPair _pair;
    private readonly string _material;
    private readonly double _scale;
    private readonly string _unit;
    private readonly Panel _main, _rest;
    private readonly Legend _legend;
    private readonly List<(PlottedChannel Channel, List<string> Lines)> _captions;

    public PairFigure(PlottedPair pair, string material)
    {
        const double SmallEnergy = 0.3, MeV = 1000, Letter = 6.7;
        _pair = pair;
        _material = material;
        var isSmall = pair.Property == Property.Energy
            && pair.Channels.All(c => c.Table.All(p => Math.Abs(p.Value) < SmallEnergy));
        (_scale, _unit) = isSmall ? (MeV, "meV") : (1, Quantity.Of(pair.Property).Unit);

        var shells = Interval.Around(pair.Channels.SelectMany(c => c.Table.Select(p => p.Distance)))!.Value;
        var x = new Interval(shells.Low - Margin, shells.High + Margin).AtLeast(0);
        var left = Panel.RoomFor(Panel.Of(x, Values(), 0, 0, Right, MainHeight).Y);
        _legend = new Legend(Entries(), Right - left);
        var top = Header + Legend.RowHeight * _legend.Rows + ShellRow * pair.Channels.Length;
        _main = Panel.Of(x, Values(), left, top, Right, top + MainHeight);
        _rest = Panel.Of(x, Deviations(), left, _main.Bottom + Between, Right, _main.Bottom + Between + RestHeight);
        var letters = (int)((Right - left - Indent) / Letter);
        _captions = [
            .. pair.Channels.Select(c => (c, TextWidth.Wrap($"{Wording.Symbol(pair.Property)} = {c.Formula}", letters).ToList()))
        ];
    }

    /// <summary>Draws the figure.</summary>
    public string Draw(string id)
    {
        const double Foot = 28;
        var captionTop = _rest.Bottom + Panel.FootHeight + Foot;
        var height = captionTop + _captions.Sum(c => LineHeight * (c.Lines.Count + 1) + End);
        var title = $"{_pair.Type.First} and {_pair.Type.Second} in {_material}: {Quantity.Of(_pair.Property).OfPairs}";
        var drawing = new Drawing(id, Width, height, title, Description());
        drawing.Kinds(_main.Left, 30, Wording.Chemical(title, _material), "title");
        _legend.Draw(drawing, _main.Left, LegendAt);
        _main.DrawGrid(drawing);
        _rest.DrawGrid(drawing);
        DrawShells(drawing);
        if (_pair.Property == Property.Energy)
            _main.DrawZero(drawing);
        _rest.DrawZero(drawing);
        foreach (var channel in _pair.Channels)
            DrawCurves(drawing, channel);
        foreach (var channel in _pair.Channels)
            DrawPoints(drawing, channel);
        _main.DrawFrame(drawing, $"{Wording.Symbol(_pair.Property)} ({_unit})");
        _rest.DrawFrame(drawing, $"residual ({Wording.Thousandth(_pair.Property)})");
        _rest.DrawFoot(drawing, "distance r (Å)");
        DrawCaptions(drawing, captionTop);
        return drawing.Finish();
    }

    /// <summary>What is shown upwards: the values; error bars and the chosen curve where they do not dwarf these.</summary>
    private Interval Values()
    {
        const double LeastEv = 0.001, Generous = 0.3, Padding = 0.06;
        const int Places = 200;
        var points = _pair.Channels.SelectMany(c => c.Table).ToList();
        var values = Interval.Around(points.Select(p => _scale * p.Value))!.Value;
        if (_pair.Property == Property.Energy)
            values = values.With(0);
        values = values.AtLeast(_scale * LeastEv);
        var beyond = points.SelectMany(p => (double[])[p.Value - p.Uncertainty, p.Value + p.Uncertainty])
            .Concat(_pair.Channels.SelectMany(c => Enumerable.Range(0, Places + 1)
                .Select(i => c.Chosen.Invoke(c.Table[0].Distance + (c.Table[^1].Distance - c.Table[0].Distance) * i / Places))));
        return values.With(values.Padded(Generous).Clamp(Interval.Around(beyond.Select(v => _scale * v))!.Value)).Padded(Padding);
    }

    /// <summary>Differences between points and formula (meV), evenly to both sides.</summary>
    private Interval Deviations()
    {
        const double Least = 0.1, Generous = 12, Padding = 1.15, Most = 1e9;
        var off = _pair.Channels
            .SelectMany(c => c.Table.Select(p => (Size: Math.Abs(Off(c, p)), Deviation: 1000 * p.Uncertainty)))
            .Where(p => p.Size < Most).ToList();
        var largest = off.Select(p => p.Size).Append(Least).Max();
        var reach =
            Padding * Math.Max(largest, Math.Min(Generous * largest, off.Select(p => p.Size + p.Deviation).Append(0).Max()));
        return new Interval(-reach, reach);
    }

    private static double Off(PlottedChannel channel, TablePoint point) =>
        1000 * (point.Value - channel.Chosen.Invoke(point.Distance));

    private IEnumerable<LegendEntry> Entries()
    {
        const double Bar = 9;
        foreach (var channel in _pair.Channels)
        {
            yield return new LegendEntry(
                _pair.Channels is [{ Side: Side.Middle }] ? "pair table ± σ" : $"{Series.Name(channel.Side)} ± σ",
                Series.Colour(channel.Side),
                (drawing, at) =>
                {
                    drawing.Line(at.X, at.Y - Bar, at.X, at.Y + Bar, "bar");
                    Series.Mark(drawing, channel.Side, at.X, at.Y, MarkRadius, "mark");
                });
        }
        yield return LegendEntry.Line("chosen formula", Series.Colour(_pair), "curve");
        if (_pair.Channels.Any(c => c.Others.Length > 0))
            yield return LegendEntry.Line("others of the Pareto front", Series.Colour(_pair), "thin");
    }

    /// <summary>Numbers of the neighbour shells over the frame, a row for each side, and faint lines down from them.</summary>
    private void DrawShells(Drawing drawing)
    {
        const double Baseline = 8, Tick = 4, Room = 13, Label = 8, Mark = 50;
        foreach (var (row, channel) in _pair.Channels.Index())
        {
            var baseline = _main.Top - Baseline - ShellRow * (_pair.Channels.Length - 1 - row);
            drawing.Begin(Series.Colour(channel.Side));
            drawing.Text(_main.Left - Label, baseline, "shell", "small end ink");
            if (_pair.Channels.Length > 1)
                Series.Mark(drawing, channel.Side, _main.Left - Mark, baseline - MarkRadius, MarkRadius, "mark");
            var free = double.NegativeInfinity;
            foreach (var (index, point) in channel.Table.Index())
            {
                var x = _main.X.Within(point.Distance);
                foreach (var panel in (Panel[])[_main, _rest])
                    drawing.Line(x, panel.Top, x, panel.Bottom, "grid");
                drawing.Line(x, _main.Top - Tick, x, _main.Top, "bar");
                if (x < free)
                    continue;
                drawing.Text(x, baseline, Written.Count(index + 1), "small mid ink");
                free = x + Room;
            }
            drawing.End();
        }
    }

    private void DrawCurves(Drawing drawing, PlottedChannel channel)
    {
        var over = _main.X.Values.Clamp(new Interval(channel.Table[0].Distance - Below, channel.Table[^1].Distance));
        drawing.Begin(Series.Colour(channel.Side));
        foreach (var piece in channel.Others.SelectMany(other => Curve.Of(other, _scale, over, _main)))
            drawing.Polyline(piece, "thin");
        foreach (var piece in Curve.Of(channel.Chosen, _scale, over, _main))
            drawing.Polyline(piece, "curve");
        drawing.End();
    }

    private void DrawPoints(Drawing drawing, PlottedChannel channel)
    {
        foreach (var (index, point) in channel.Table.Index())
        {
            var off = Off(channel, point);
            drawing.Begin(Series.Colour(channel.Side), Said(index + 1, point, off));
            DrawPoint(drawing, channel.Side, _main, point.Distance, _scale * point.Value, _scale * point.Uncertainty);
            if (double.IsFinite(off) && _rest.Y.Values.Contains(off))
                DrawPoint(drawing, channel.Side, _rest, point.Distance, off, 1000 * point.Uncertainty);
            drawing.End();
        }
    }

    private static void DrawPoint(Drawing drawing, Side side, Panel panel, double x, double y, double deviation)
    {
        var (high, low, at) = (panel.At(x, y + deviation), panel.At(x, y - deviation), panel.At(x, y));
        if (low.Y - high.Y > 1)
            drawing.Line(high.X, high.Y, low.X, low.Y, "bar");
        Series.Mark(drawing, side, at.X, at.Y, MarkRadius, "mark");
    }

    private string Said(int shell, TablePoint point, double off) =>
        $"shell {shell}: r = {Written.Angstrom(point.Distance)} Å, {Ticks.Minus(Written.Ev(point.Value))} ± "
        + $"{Written.Ev(point.Uncertainty)} {Quantity.Of(_pair.Property).Unit}, "
        + $"{Wording.Count(point.Structures, "structure", "structures")}, {Wording.Digits(off)} "
        + $"{Wording.Thousandth(_pair.Property)} off the formula";

    private void DrawCaptions(Drawing drawing, double top)
    {
        var y = top;
        foreach (var (channel, lines) in _captions)
        {
            drawing.Begin(Series.Colour(channel.Side));
            Series.Mark(drawing, channel.Side, _main.Left + MarkRadius, y - MarkRadius, MarkRadius, "mark");
            drawing.End();
            drawing.Text(_main.Left + Indent, y, Errors(channel), "quiet small");
            foreach (var line in lines)
                drawing.Text(_main.Left + Indent, y += LineHeight, line, "formula");
            y += LineHeight + End;
        }
    }

    private static string Errors(PlottedChannel channel)
    {
        var (chosen, property) = (channel.Learned.Chosen, channel.Learned.Property);
        var leftOut = chosen.LeftOutError is { } error ? $", {Wording.Error(property, error)} on points left out" : "";
        return $"{Series.Prefix(channel.Side)}complexity {Written.Count(chosen.Complexity)}, mean error "
            + $"{Wording.Error(property, chosen.MeanAbsoluteError)} on its points{leftOut}";
    }

    private string Description() => string.Join(" ", _pair.Channels.Select(c =>
        $"{Series.Prefix(c.Side)}{Wording.Count(c.Table.Length, "shell", "shells")} from {Written.Angstrom(c.Table[0].Distance)} "
        + "to "
        + $"{Written.Angstrom(c.Table[^1].Distance)} Å; {Wording.Symbol(_pair.Property)} = {c.Formula} "
        + $"({Quantity.Of(_pair.Property).Unit}, r in Å)."));
}
