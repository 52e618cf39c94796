namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>Puts an operator into the alphabet: each operator's file says so of itself, and nothing lists them.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal abstract class OperatorAttribute : Attribute
{
    /// <summary>The operator.</summary>
    public abstract Operator Entry { get; }
}

/// <summary>Puts the operator of a function into the alphabet.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class OperatorAttribute<TFunction> : OperatorAttribute
    where TFunction : struct, IFunction
{
    /// <inheritdoc/>
    public override Operator Entry => TFunction.Entry;
}
