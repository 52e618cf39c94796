using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Plots;

/// <summary>Marks of series: a colour and a shape each, the same in every figure.</summary>
internal static class Series
{
    /// <summary>Colour of the pairs of a side.</summary>
    public static string Colour(Side side) => Stylesheet.Colour((int)side);

    /// <summary>Colour of what concerns all channels of a pair type: that of the only one, or none of theirs.</summary>
    public static string Colour(PlottedPair pair) =>
        pair.Channels is [var only] ? Colour(only.Side) : Stylesheet.Colour(Stylesheet.Colours);

    /// <summary>How figures call the pairs of a side.</summary>
    public static string Name(Side side) => side switch
    {
        Side.Same => "same side",
        Side.Opposite => "opposite sides",
        _ => "one site in the middle plane",
    };

    /// <summary>
    /// What stands before words on the pairs of a side: nothing where one site lies in the middle plane, as it then always does.
    /// </summary>
    public static string Prefix(Side side) => side == Side.Middle ? "" : $"{Name(side)}: ";

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
