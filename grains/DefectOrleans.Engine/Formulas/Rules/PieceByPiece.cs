using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// Proves claims by interval arithmetic on pieces of a line, as narrow as it takes: twice as wide after one that is proven,
/// half as wide where nothing is. What can't be proven on as many pieces as may be tried is refused.
/// </summary>
internal static class PieceByPiece
{
    /// <summary>Whether a claim is proven. Does not allocate.</summary>
    public static bool Holds<TClaim>(scoped in TClaim claim)
        where TClaim : IClaim, allows ref struct
    {
        var (line, most) = (claim.Line, claim.MostPieces);
        var (at, width) = (line.Low, (line.High - line.Low) / claim.FirstPieces);
        for (var pieces = 0; at < line.High; pieces++)
        {
            if (pieces == most)
                return false;
            var to = Math.Min(at + width, claim.EndOf(at));
            switch (claim.Judge(new(at, to)))
            {
                case true:
                    (at, width) = (to, 2 * width);
                    break;
                case false:
                    return false;
                default:
                    width = (to - at) / 2;
                    var narrowest = claim.NarrowestAt(at);
                    if (width >= narrowest)
                        break;
                    if (claim.Beyond(at) is not { } next)
                        return false;
                    (at, width) = (next, narrowest);
                    break;
            }
        }
        return true;
    }

    /// <summary>
    /// What a formula's values are bounded by on a piece, by the mean value theorem too: nearer to the truth where parts
    /// cancel.
    /// </summary>
    /// <param name="over">Bounds on the piece.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="middle">Bounds at its <see cref="MiddleOf"/>.</param>
    public static Interval Nearer(in Jet over, Interval piece, in Jet middle) =>
        over.Value.Meet(middle.Value + over.Slope * (piece - Interval.Of(MiddleOf(piece))));

    /// <summary>The middle of a piece.</summary>
    public static double MiddleOf(Interval piece) => piece.Low + (piece.High - piece.Low) / 2;
}
