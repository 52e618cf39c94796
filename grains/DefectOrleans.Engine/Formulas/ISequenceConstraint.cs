namespace DefectOrleans.Engine.Formulas;

/// <summary>Decides, while sequences are sampled token by token, which tokens may come next in each row.</summary>
public interface ISequenceConstraint
{
    /// <summary>Starts <paramref name="rows"/> empty sequences.</summary>
    void Begin(int rows);

    /// <summary>Tokens that may follow in a row; never empty. Once it has ended, only <see cref="Token.End"/>.</summary>
    TokenSet Allowed(int row);

    /// <summary>Appends a token to a row. Rows may be handled by different threads, one thread a row at a time.</summary>
    void Accept(int row, byte token);
}
