using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas;

/// <summary>All operators of the alphabet, one entry each.</summary>
public static class OperatorRegistry
{
    private static readonly Operator?[] ByToken = new Operator?[Token.Count];

    static OperatorRegistry()
    {
        foreach (var entry in All)
            ByToken[entry.Token] = entry;
    }

    /// <summary>Every operator, in the order of tokens.</summary>
    public static ImmutableArray<Operator> All { get; } =
    [
        new BinaryOperator<Sum>
        {
            Token = Token.Add, Name = "sum", Complexity = 1,
            Notation = Notation.Everywhere(Form.Infix(" + ", Binding.Sum, Binding.Sum, Binding.Negative)),
        },
        new BinaryOperator<Difference>
        {
            Token = Token.Subtract, Name = "difference", Complexity = 1,
            Notation = Notation.Everywhere(Form.Infix(" - ", Binding.Sum, Binding.Sum, Binding.Negative)),
        },
        new BinaryOperator<Product>
        {
            Token = Token.Multiply, Name = "product", Complexity = 1,
            Notation = Notation.Everywhere(Form.Infix("*", Binding.Product, Binding.Negative, Binding.Power)) with
            {
                Latex = Form.Infix(@" \cdot ", Binding.Product, Binding.Negative, Binding.Power),
            },
        },
        new BinaryOperator<Quotient>
        {
            Token = Token.Divide, Name = "quotient", Complexity = 2,
            Notation = Notation.Everywhere(Form.Infix("/", Binding.Product, Binding.Negative, Binding.Power)) with
            {
                Latex = new(@"\frac{", "}{", "}", Binding.Product, Binding.Sum, Binding.Sum),
            },
        },
        new BinaryOperator<Power>
        {
            Token = Token.Power, Name = "power", Complexity = 4, CallNames = ["pow"],
            Notation = new(
                Form.Infix("^", Binding.Power, Binding.Atom, Binding.Power),
                new("", "^{", "}", Binding.Power, Binding.Atom, Binding.Sum),
                Form.Infix("**", Binding.Power, Binding.Atom, Binding.Power),
                Form.Call("Math.Pow", arity: 2)),
        },
        new UnaryOperator<SquareRoot>
        {
            Token = Token.SquareRoot, Name = "square root", Complexity = 2, CallNames = ["sqrt"],
            Notation = Function("sqrt", "Sqrt") with
            {
                Latex = new(@"\sqrt{", "", "}", Binding.Atom, Binding.Sum, Binding.Sum),
            },
        },
        new UnaryOperator<Sine>
        {
            Token = Token.Sine, Name = "sine", Complexity = 3, CallNames = ["sin"], Notation = Function("sin", "Sin"),
        },
        new UnaryOperator<Cosine>
        {
            Token = Token.Cosine, Name = "cosine", Complexity = 3, CallNames = ["cos"], Notation = Function("cos", "Cos"),
        },
        new UnaryOperator<Square>
        {
            Token = Token.Square, Name = "square", Complexity = 3, CallNames = ["square"],
            Notation = new(
                new("", "", "^2", Binding.Power, Binding.Atom, Binding.Atom),
                new("", "", "^{2}", Binding.Power, Binding.Atom, Binding.Atom),
                new("", "", "**2", Binding.Power, Binding.Atom, Binding.Atom),
                new("Math.Pow(", "", ", 2)", Binding.Atom, Binding.Sum, Binding.Sum)),
        },
        new UnaryOperator<Logarithm>
        {
            Token = Token.Logarithm, Name = "natural logarithm", Complexity = 4, CallNames = ["log", "ln"],
            Notation = Function("log", "Log"),
        },
        new UnaryOperator<Exponential>
        {
            Token = Token.Exponential, Name = "exponential", Complexity = 4, CallNames = ["exp"],
            Notation = Function("exp", "Exp"),
        },
    ];

    /// <summary>The operator of a token.</summary>
    /// <exception cref="ArgumentException">The token is no operator.</exception>
    public static Operator Of(byte token) =>
        Find(token) ?? throw new ArgumentException($"Token {token} is no operator.", nameof(token));

    /// <summary>The operator of a token; null for leaves and the end.</summary>
    internal static Operator? Find(byte token) => token < ByToken.Length ? ByToken[token] : null;

    private static Notation Function(string name, string csharp) => new(
        Form.Call(name),
        new($@"\{name}\left(", "", @"\right)", Binding.Atom, Binding.Sum, Binding.Sum),
        Form.Call(name),
        Form.Call("Math." + csharp));
}
