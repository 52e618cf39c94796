using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// What a formula's numbers were chosen among. The more there was to choose from, the better a formula does on noisy points
/// without being the law that made them: so each kind competes with what had no more choice than itself.
/// </summary>
public enum Numbers
{
    /// <summary>No number but 1 and 2.</summary>
    Small,

    /// <summary>Integers, simple fractions, shares of π.</summary>
    Round,

    /// <summary>Any number: constants were fitted to the points.</summary>
    Fitted,
}

/// <summary>Tells formulas apart by their numbers.</summary>
public static class NumbersOf
{
    private const byte One = Token.Integer + 2, Two = Token.Integer + 3;

    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 3;

    /// <summary>The kind of a formula.</summary>
    public static Numbers Formula(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        foreach (var constant in constants)
        {
            if (!RoundNumber.Is(constant))
                return Numbers.Fitted;
        }
        if (!constants.IsEmpty)
            return Numbers.Round;
        foreach (var token in tokens)
        {
            if (Token.IsLiteral(token) && token is not (One or Two))
                return Numbers.Round;
        }
        return Numbers.Small;
    }
}
