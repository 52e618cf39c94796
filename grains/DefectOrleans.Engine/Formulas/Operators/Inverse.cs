namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// How an operator is undone: from the value that it should have, and its other operand, to the value that an operand
/// needs, and how much the operator then changes with that operand. NaN, or no change, where no operand gives the value.
/// </summary>
/// <param name="First">The first operand, the second being known; a function of one operand leaves the known one alone.</param>
/// <param name="Second">The second operand, the first being known; null for a function of one operand.</param>
internal sealed record Inverse(
    Func<double, double, (double Value, double Slope)> First, Func<double, double, (double Value, double Slope)>? Second = null)
{
    /// <summary>The inverse of a function of one operand.</summary>
    public static Inverse Of(Func<double, (double Value, double Slope)> undo) => new((wanted, _) => undo(wanted));

    /// <summary>The inverse of an operator whose operands may change places.</summary>
    public static Inverse OfEither(Func<double, double, (double Value, double Slope)> undo) => new(undo, undo);
}
