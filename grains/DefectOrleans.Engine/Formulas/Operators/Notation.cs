namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>How tightly printed text holds together; an operand looser than its place asks for gets parentheses.</summary>
public enum Binding
{
    /// <summary>a + b.</summary>
    Sum,

    /// <summary>−2: may begin a product, may not be a base.</summary>
    Negative,

    /// <summary>a·b.</summary>
    Product,

    /// <summary>a^b.</summary>
    Power,

    /// <summary>A name, a number, a call.</summary>
    Atom,
}

/// <summary>
/// One language's way to write an operator: <c>Before a Between b After</c>, how tight the whole is, and how tight
/// each operand has to be.
/// </summary>
public sealed record Form(string Before, string Between, string After, Binding Whole, Binding First, Binding Second)
{
    /// <summary>A call: operands need no parentheses of their own.</summary>
    public static Form Call(string name, int arity = 1) =>
        new(name + "(", arity == 2 ? ", " : "", ")", Binding.Atom, Binding.Sum, Binding.Sum);

    /// <summary>An infix operator of left-to-right languages.</summary>
    public static Form Infix(string symbol, Binding whole, Binding first, Binding second) =>
        new("", symbol, "", whole, first, second);
}

/// <summary>The operator in every language that formulas are printed in.</summary>
public sealed record Notation(Form Text, Form Latex, Form SymPy, Form CSharp)
{
    /// <summary>How Python's own functions write it, where that is not how SymPy does.</summary>
    public Form? Python { get; init; }

    /// <summary>The same form everywhere.</summary>
    public static Notation Everywhere(Form form) => new(form, form, form, form);

    /// <summary>A function that every language calls by one name, C# by another.</summary>
    internal static Notation Function(string name, string csharp) => new(
        Form.Call(name),
        new($@"\{name}\left(", "", @"\right)", Binding.Atom, Binding.Sum, Binding.Sum),
        Form.Call(name),
        Form.Call("Math." + csharp));
}
