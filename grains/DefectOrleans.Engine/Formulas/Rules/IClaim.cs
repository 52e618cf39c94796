using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>Something that is said of a formula at every place of a line, for <see cref="PieceByPiece"/> to prove.</summary>
internal interface IClaim
{
    /// <summary>The line.</summary>
    Interval Line { get; }

    /// <summary>How many pieces it is cut into at first.</summary>
    int FirstPieces { get; }

    /// <summary>How many pieces may be tried.</summary>
    int MostPieces { get; }

    /// <summary>Where a piece that begins at a place has to end at the latest.</summary>
    double EndOf(double start);

    /// <summary>Whether it holds on all of a piece, or nowhere on it; null where neither is proven.</summary>
    bool? Judge(Interval piece);

    /// <summary>The width below which a piece is not cut in two.</summary>
    double NarrowestAt(double place);

    /// <summary>Where to go on after a place that nothing is proven of; null for nowhere, which refutes the claim.</summary>
    double? Beyond(double place);
}
