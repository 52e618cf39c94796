using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// How laws are written for the network. It has learned no word for a shared number; in a law's search, which uses no π, it
/// takes the word for that, and learns what it is for.
/// </summary>
internal static class NetworkWords
{
    private const byte Word = Token.Pi;

    /// <summary>What the network may write: rules of its own words, for rows as long as it writes.</summary>
    public static FormulaRules Rules(FormulaRules rules, int longest)
    {
        var shorter = rules with { MaxLength = Math.Min(rules.MaxLength, longest) };
        return rules.Allowed.Contains(Token.Shared)
            ? shorter with { Allowed = rules.Allowed.Without(Token.Shared).With(Word) }
            : shorter;
    }

    /// <summary>Turns the network's words into tokens.</summary>
    public static void FromNetwork(Span<byte> row) => row.Replace(Word, Token.Shared);

    /// <summary>Turns tokens into the network's words.</summary>
    public static void ToNetwork(Span<byte> row) => row.Replace(Token.Shared, Word);
}
