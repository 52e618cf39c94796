using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Cli.Plots;

/// <summary>Curves that stay inside their panel: beyond it, and where there is no value, they are left out.</summary>
internal static class Curve
{
    private const int Samples = 500;

    // px. What is nearer to a straight line than this needs no point of its own.
    private const double Invisible = 0.08;

    /// <summary>
    /// The pieces of a formula of r (Å) in a panel whose upward axis shows <paramref name="scale"/> times its values.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Place>> Of(CompiledFormula formula, double scale, Interval over, Panel panel)
    {
        var (at, values) = (new double[Samples], new double[Samples]);
        for (var i = 0; i < Samples; i++)
            at[i] = over.Low + over.Span * i / (Samples - 1);
        formula.Invoke(at, values);
        return Pieces(
            [.. at.Zip(values, (r, value) => new Place(panel.X.At(r), panel.Y.At(scale * value)))], panel.Top, panel.Bottom);
    }

    /// <summary>
    /// Cuts a line into the pieces between two heights. It ends where a value is not finite, and where it crosses both
    /// heights at once: that is a pole, not a slope.
    /// </summary>
    public static IEnumerable<IReadOnlyList<Place>> Pieces(IReadOnlyList<Place> line, double top, double bottom)
    {
        var piece = new List<Place>();
        for (var i = 1; i < line.Count; i++)
        {
            var (from, to) = (line[i - 1], line[i]);
            var isSeen = double.IsFinite(from.Y) && double.IsFinite(to.Y)
                && (IsBetween(from.Y, top, bottom) || IsBetween(to.Y, top, bottom));
            if (isSeen)
            {
                if (piece.Count == 0)
                    piece.Add(Bounded(from, to, top, bottom));
                piece.Add(Bounded(to, from, top, bottom));
            }
            if (piece.Count > 0 && (!isSeen || !IsBetween(to.Y, top, bottom)))
            {
                yield return Thinned(piece);
                piece = [];
            }
        }
        if (piece.Count > 0)
            yield return Thinned(piece);
    }

    private static bool IsBetween(double y, double top, double bottom) => y >= top && y <= bottom;

    /// <summary>The place itself, or where the line from it to one inside enters.</summary>
    private static Place Bounded(Place place, Place inside, double top, double bottom)
    {
        if (IsBetween(place.Y, top, bottom))
            return place;
        var edge = place.Y < top ? top : bottom;
        var share = (edge - inside.Y) / (place.Y - inside.Y);
        return new Place(inside.X + share * (place.X - inside.X), edge);
    }

    /// <summary>The line with fewer places that looks the same (Douglas and Peucker's way).</summary>
    private static List<Place> Thinned(List<Place> line)
    {
        var keep = new bool[line.Count];
        keep[0] = keep[^1] = true;
        var open = new Stack<(int First, int Last)>([(0, line.Count - 1)]);
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = (-1, Invisible);
            for (var i = part.First + 1; i < part.Last; i++)
            {
                if (Distance(line[i], line[part.First], line[part.Last]) is var d && d > distance)
                    (farthest, distance) = (i, d);
            }
            if (farthest < 0)
                continue;
            keep[farthest] = true;
            open.Push((part.First, farthest));
            open.Push((farthest, part.Last));
        }
        return [.. line.Where((_, i) => keep[i])];
    }

    private static double Distance(Place place, Place first, Place last)
    {
        var (x, y) = (last.X - first.X, last.Y - first.Y);
        var length = Math.Sqrt(x * x + y * y);
        return length == 0
            ? Math.Sqrt(Math.Pow(place.X - first.X, 2) + Math.Pow(place.Y - first.Y, 2))
            : Math.Abs(x * (place.Y - first.Y) - y * (place.X - first.X)) / length;
    }
}
