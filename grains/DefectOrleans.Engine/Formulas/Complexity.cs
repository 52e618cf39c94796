namespace DefectOrleans.Engine.Formulas;

/// <summary>How complex a formula is (arXiv 2301.06064): the sum over its tokens; leaves count 1.</summary>
public static class Complexity
{
    /// <summary>Complexity of one token; 0 for the end.</summary>
    public static int Of(byte token) =>
        token == Token.End ? 0 : OperatorRegistry.Find(token)?.Complexity ?? 1;

    /// <summary>Complexity of a formula.</summary>
    public static int Of(ReadOnlySpan<byte> tokens)
    {
        var sum = 0;
        foreach (var token in tokens)
            sum += Of(token);
        return sum;
    }
}
