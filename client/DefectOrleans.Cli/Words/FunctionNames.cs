using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Cli.Words;

/// <summary>Operators and functions of formulas as users write them in <c>--functions</c>.</summary>
internal static class FunctionNames
{
    /// <summary>Each word with its token.</summary>
    public static OrderedDictionary<string, byte> All { get; } = new()
    {
        ["add"] = Token.Add,
        ["sub"] = Token.Subtract,
        ["mul"] = Token.Multiply,
        ["div"] = Token.Divide,
        ["sin"] = Token.Sine,
        ["cos"] = Token.Cosine,
        ["exp"] = Token.Exponential,
        ["log"] = Token.Logarithm,
        ["sqrt"] = Token.SquareRoot,
        ["square"] = Token.Square,
        ["pow"] = Token.Power,
    };

    /// <summary>Words of two operands: without one of them no formula is more than a variable in functions.</summary>
    public static IEnumerable<string> Joining => All.Where(f => Token.Arity(f.Value) == 2).Select(f => f.Key);

    /// <summary>The operators of some words.</summary>
    public static TokenSet Of(IEnumerable<string> words) => words.Aggregate(default(TokenSet), (set, word) => set.With(All[word]));
}
