using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Plots;

/// <summary>Marks of series: a colour and a shape each, the same in every figure.</summary>
internal static class Series
{
    /// <summary>Colour of the pairs of a side.</summary>
    public static string Colour(Side side) => Stylesheet.Colour((int)side);

    /// <summary>How the legend calls a side; a pair of which just one site lies in the middle plane has no side.</summary>
    public static string Name(Side side) => side switch
    {
        Side.Same => "same side",
        Side.Opposite => "opposite sides",
        _ => "one site in the middle plane",
    };

    /// <summary>The mark of a side: a circle, a diamond or a square.</summary>
    public static void Mark(Drawing drawing, Side side, double x, double y, double radius, string style)
    {
        switch (side)
        {
            case Side.Same:
                drawing.Circle(x, y, radius, style);
                break;
            case Side.Opposite:
                var half = 1.25 * radius;
                drawing.Polygon([new(x, y - half), new(x + half, y), new(x, y + half), new(x - half, y)], style);
                break;
            default:
                drawing.Box(x - 0.88 * radius, y - 0.88 * radius, 1.76 * radius, 1.76 * radius, style);
                break;
        }
    }
}
