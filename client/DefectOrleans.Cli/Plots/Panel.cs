namespace DefectOrleans.Cli.Plots;

/// <summary>A frame with two axes.</summary>
/// <param name="X">The axis from left to right.</param>
/// <param name="Y">The axis from bottom to top.</param>
/// <param name="Left">Left edge, px.</param>
/// <param name="Top">Upper edge, px.</param>
/// <param name="Right">Right edge, px.</param>
/// <param name="Bottom">Lower edge, px.</param>
internal sealed record Panel(Axis X, Axis Y, double Left, double Top, double Right, double Bottom)
{
    private const double TickLength = 4, LabelGap = 8, LineHeight = 14;

    /// <summary>A panel with an even axis across, and an even or logarithmic one up.</summary>
    public static Panel Of(
        Interval x, Interval y, double left, double top, double right, double bottom, bool isLogarithmic = false)
    {
        const double SpacingX = 70, SpacingY = 45, Close = 16, LowPanel = 120;
        return new Panel(
            Axis.Linear(x, left, right, SpacingX),
            isLogarithmic
                ? Axis.Logarithmic(y, bottom, top)
                : Axis.Linear(y, bottom, top, bottom - top < LowPanel ? Close : SpacingY),
            left,
            top,
            right,
            bottom);
    }

    /// <summary>Room that the labels of an upward axis and its title need, px.</summary>
    public static double RoomFor(Axis axis)
    {
        const double Title = 34, Least = 66;
        return Math.Max(Least, Title + axis.Ticks.Max(t => TextWidth.Of(t.Label)));
    }

    /// <summary>The place of a point, moved to the frame's edge where it lies outside.</summary>
    public Place At(double x, double y) => new(X.Within(x), Y.Within(y));

    /// <summary>Lines across at the upward axis's ticks; first of all, since everything else goes over them.</summary>
    public void DrawGrid(Drawing drawing)
    {
        foreach (var tick in Y.Ticks)
            drawing.Line(Left, Y.Within(tick.Value), Right, Y.Within(tick.Value), "grid");
    }

    /// <summary>A dashed line across where a value is zero, if it lies in the panel.</summary>
    public void DrawZero(Drawing drawing)
    {
        if (Y.Values.Contains(0))
            drawing.Line(Left, Y.At(0), Right, Y.At(0), "zero");
    }

    /// <summary>The frame with ticks and labels on the upward axis, and its title.</summary>
    public void DrawFrame(Drawing drawing, string title)
    {
        const double Baseline = 4, TitleAt = 18;
        drawing.Box(Left, Top, Right - Left, Bottom - Top, "frame");
        foreach (var tick in Y.Ticks)
        {
            var y = Y.Within(tick.Value);
            drawing.Line(Left - TickLength, y, Left, y, "tick");
            drawing.Text(Left - LabelGap, y + Baseline, tick.Label, "small end");
        }
        drawing.Upward(TitleAt, (Top + Bottom) / 2, title, "mid");
    }

    /// <summary>Ticks and labels of the axis across, below the panel, and its title.</summary>
    /// <returns>The base line of the title, px.</returns>
    public double DrawFoot(Drawing drawing, string title)
    {
        foreach (var tick in X.Ticks)
        {
            var x = X.Within(tick.Value);
            drawing.Line(x, Bottom, x, Bottom + TickLength, "tick");
            drawing.Text(x, Bottom + TickLength + LineHeight, tick.Label, "small mid");
        }
        var line = Bottom + FootHeight;
        drawing.Text((Left + Right) / 2, line, title, "mid");
        return line;
    }

    /// <summary>From a panel's lower edge to the base line of the title below it, px.</summary>
    public const double FootHeight = 38;
}
