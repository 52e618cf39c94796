namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>A function that is an operator of the alphabet.</summary>
internal interface IFunction
{
    /// <summary>All that is known of it beside its values.</summary>
    static abstract Operator Entry { get; }
}
