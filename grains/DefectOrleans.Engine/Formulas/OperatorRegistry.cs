using System.Collections.Immutable;
using System.Reflection;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas;

/// <summary>All operators of the alphabet: those whose files say that they are.</summary>
public static class OperatorRegistry
{
    private static readonly Operator?[] ByToken = new Operator?[Token.Count];
    private static readonly byte[] Arities = new byte[Token.Count];

    static OperatorRegistry()
    {
        All =
        [
            .. typeof(OperatorRegistry).Assembly.GetCustomAttributes<OperatorAttribute>()
                .Select(attribute => attribute.Entry).OrderBy(entry => entry.Token),
        ];
        foreach (var entry in All)
        {
            if (ByToken[entry.Token] is { } other || Token.Leaves.Contains(entry.Token) || entry.Token == Token.End)
                throw new InvalidOperationException($"The {entry.Name} has the token {entry.Token}, which is taken.");
            ByToken[entry.Token] = entry;
            Arities[entry.Token] = (byte)entry.Arity;
        }
        Tokens = Set(_ => true);
        Usual = Set(entry => entry.IsUsual);
        Binary = Set(entry => entry.Arity == 2);
    }

    /// <summary>Every operator, in the order of tokens.</summary>
    public static ImmutableArray<Operator> All { get; }

    /// <summary>Their tokens.</summary>
    public static TokenSet Tokens { get; }

    /// <summary>Those that searches use unless told otherwise.</summary>
    public static TokenSet Usual { get; }

    /// <summary>Those of two operands.</summary>
    public static TokenSet Binary { get; }

    /// <summary>The operator of a token.</summary>
    /// <exception cref="ArgumentException">The token is no operator.</exception>
    public static Operator Of(byte token) =>
        Find(token) ?? throw new ArgumentException($"Token {token} is no operator.", nameof(token));

    /// <summary>The operator of a token; null for leaves and the end.</summary>
    internal static Operator? Find(byte token) => token < ByToken.Length ? ByToken[token] : null;

    /// <summary>Number of operands; 0 for leaves and the end.</summary>
    internal static int Arity(byte token) => token < Arities.Length ? Arities[token] : 0;

    /// <summary>Operators that text writes between operands, by how tightly they hold.</summary>
    internal static ImmutableArray<(string Symbol, Operator Entry)> Infix(Binding binding) =>
    [
        .. All.Where(entry => entry.Notation.Text is { Before: "", After: "" } form && form.Whole == binding && entry.Arity == 2)
            .Select(entry => (entry.Notation.Text.Between.Trim(), entry)),
    ];

    private static TokenSet Set(Func<Operator, bool> where) =>
        All.Where(where).Aggregate(default(TokenSet), (set, entry) => set.With(entry.Token));
}
