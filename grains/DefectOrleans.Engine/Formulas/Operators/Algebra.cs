namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// Which of the four operations an operator is: sums and products are regrouped, and constants in them are solved for.
/// </summary>
public enum Algebra
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>a + b.</summary>
    Sum,

    /// <summary>a − b.</summary>
    Difference,

    /// <summary>a·b.</summary>
    Product,

    /// <summary>a/b.</summary>
    Quotient,
}
