using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// The alphabet of formulas, one byte a token, in prefix (Polish) order. One pretrained network serves every problem, and
/// a problem's own function set masks what it does not use. Operators have their ids in files of their own; the
/// names here are those that algebra speaks of.
/// </summary>
public static class Token
{
    /// <summary>Ends a sequence; fills the rest of it.</summary>
    public const byte End = 0;

    /// <summary>Binary operators.</summary>
    public const byte Add = Sum.Id, Subtract = Difference.Id, Multiply = Product.Id, Divide = Quotient.Id, Power =
        Operators.Power.Id;

    /// <summary>Unary functions.</summary>
    public const byte SquareRoot = Operators.SquareRoot.Id, Sine = Operators.Sine.Id, Cosine = Operators.Cosine.Id,
        Square = Operators.Square.Id, Logarithm = Operators.Logarithm.Id, Exponential = Operators.Exponential.Id;

    /// <summary>Variable x1; x2 to x5 follow, the rest from the last ids.</summary>
    public const byte Variable = 12;

    /// <summary>
    /// How many variables the alphabet knows: those that the shipped network knows, and further ones that it does not.
    /// </summary>
    public const int VariableCount = 10;

    // Operators take free ids from below, variables have the last ones.
    private const int FirstVariables = 5;
    private const byte FurtherVariable = Count - (VariableCount - FirstVariables);

    /// <summary>
    /// A constant whose value stands beside the tokens, in order of appearance. In a law for several tables it is an own
    /// number, with a value for each table.
    /// </summary>
    public const byte Constant = 17;

    /// <summary>In a law for several tables, a constant that all of them share. It takes the last id but the variables.</summary>
    public const byte Shared = FurtherVariable - 1;

    /// <summary>The literal −1; 0, 1, … 10 follow (12 tokens).</summary>
    public const byte Integer = 18;

    /// <summary>The literal 0.5.</summary>
    public const byte Half = 30;

    /// <summary>The literal π.</summary>
    public const byte Pi = 31;

    /// <summary>Ids are below it; not all are taken.</summary>
    public const int Count = 64;

    /// <summary>The network that the engine ships knows the tokens below it.</summary>
    public const int PretrainedCount = 32;

    /// <summary>Leaves: variables, constants, literals.</summary>
    public static TokenSet Leaves { get; } = TokenSet.Range(Variable, Pi + 1) | TokenSet.Range(Shared, Count);

    /// <summary>Whether the token stands for a number: a constant or a literal.</summary>
    public static bool IsNumber(byte token) => IsFitted(token) || IsLiteral(token);

    /// <summary>Whether the token is a constant, own or shared, whose value stands beside the tokens.</summary>
    public static bool IsFitted(byte token) => token is Constant or Shared;

    /// <summary>Whether the token is a number itself.</summary>
    public static bool IsLiteral(byte token) => token is >= Integer and <= Pi;

    /// <summary>Whether the token is a variable.</summary>
    public static bool IsVariable(byte token) => token is (>= Variable and < Constant) or (>= FurtherVariable and < Count);

    /// <summary>The token of a variable.</summary>
    /// <param name="index">0 for x1.</param>
    public static byte VariableAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, VariableCount);
        return (byte)(index < FirstVariables ? Variable + index : FurtherVariable + index - FirstVariables);
    }

    /// <summary>Which variable a token is: 0 for x1; −1 for what is none.</summary>
    public static int VariableIndex(byte token) =>
        !IsVariable(token) ? -1 : token < FurtherVariable ? token - Variable : token - FurtherVariable + FirstVariables;

    /// <summary>Number of operands: 2, 1 or 0.</summary>
    public static int Arity(byte token) => OperatorRegistry.Arity(token);

    /// <summary>Whether the token is a leaf or an operator of the alphabet; the end is neither.</summary>
    public static bool IsKnown(byte token) => Leaves.Contains(token) || OperatorRegistry.Find(token) is not null;
}
