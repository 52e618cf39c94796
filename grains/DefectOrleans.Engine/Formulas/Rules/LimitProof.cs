using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// Proves that a formula of one variable keeps to a <see cref="LimitRule"/>'s values, and to its curvature, at every point
/// of the domain and not at some of them: interval arithmetic over the tokens, on pieces as narrow as it takes. What it
/// can't prove on as many pieces as it may try is refused. One per thread; does not allocate once warm.
/// </summary>
internal sealed class LimitProof
{
    private const int MostPieces = 6000, FirstPieces = 64;

    // Of the variable: narrower pieces are a pole's, or a bound met exactly.
    private const double Narrowest = 1e-10;

    private readonly LimitRule _rule;
    private readonly double _smoothFrom = double.NaN, _smoothTo = double.NaN, _largestCurvature;
    private readonly FormulaBounds _bounds = new();

    public LimitProof(LimitRule rule)
    {
        _rule = rule;
        if (rule.Smoothness is not { At.IsEmpty: false } smoothness)
            return;
        (_smoothFrom, _smoothTo) = (Math.Max(rule.Start, smoothness.At.Min()), Math.Min(rule.Stop, smoothness.At.Max()));
        _largestCurvature = smoothness.LargestCurvature;
    }

    public bool Holds(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants) =>
        PieceByPiece.Holds(new Claim(this, tokens, constants));

    private bool IsRight(Interval value) => value.IsFinite && value.IsWithin(_rule.LowestValue, _rule.HighestValue);

    private readonly ref struct Claim(LimitProof proof, ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants) : IClaim
    {
        private readonly ReadOnlySpan<byte> _tokens = tokens;
        private readonly ReadOnlySpan<double> _constants = constants;

        public Interval Line => new(proof._rule.Start, proof._rule.Stop);

        public int FirstPieces => LimitProof.FirstPieces;

        public int MostPieces => LimitProof.MostPieces;

        /// <summary>No piece is in part where the curvature counts.</summary>
        public double EndOf(double start) =>
            start < proof._smoothFrom ? proof._smoothFrom : start < proof._smoothTo ? proof._smoothTo : proof._rule.Stop;

        public bool? Judge(Interval piece)
        {
            var (rule, largest) = (proof._rule, proof._largestCurvature);
            var jet = Bound(piece);
            var value = jet.Value;
            if (!proof.IsRight(value) && jet.Slope.IsFinite)
                value = PieceByPiece.Nearer(jet, piece, Bound(Interval.Of(PieceByPiece.MiddleOf(piece))));
            if (value.Low > rule.HighestValue || value.High < rule.LowestValue)
                return false;
            if (!(piece.Low >= proof._smoothFrom && piece.High <= proof._smoothTo))
                return proof.IsRight(value) ? true : null;
            if (jet.Curvature.Low > largest || jet.Curvature.High < -largest)
                return false;
            return proof.IsRight(value) && jet.Curvature.IsWithin(-largest, largest) ? true : null;
        }

        public double NarrowestAt(double place) => Narrowest * Math.Max(1, Math.Abs(place));

        public double? Beyond(double place) => null;

        private Jet Bound(Interval over) => proof._bounds.Of(_tokens, _constants, [Jet.Variable(over)]);
    }
}
