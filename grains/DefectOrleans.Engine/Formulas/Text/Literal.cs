namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>Numbers that are tokens themselves: −1, 0, … 10, 0.5 and π.</summary>
public static class Literal
{
    private const int Smallest = -1, Largest = 10;

    /// <summary>The number a literal token stands for; NaN for any other token.</summary>
    public static double Value(byte token) => token switch
    {
        >= Token.Integer and < Token.Half => token - Token.Integer + Smallest,
        Token.Half => 0.5,
        Token.Pi => Math.PI,
        _ => double.NaN,
    };

    /// <summary>The token of a number, where there is one.</summary>
    public static bool TryToken(double value, out byte token)
    {
        token = value switch
        {
            0.5 => Token.Half,
            Math.PI => Token.Pi,
            >= Smallest and <= Largest when value == Math.Truncate(value) => (byte)(Token.Integer + (int)value - Smallest),
            _ => Token.End,
        };
        return token != Token.End;
    }
}
