namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>A property's file.</summary>
internal interface IQuantity
{
    /// <summary>All that there is to know of it.</summary>
    static abstract Quantity Entry { get; }
}

/// <summary>Puts a property into <see cref="Quantity.All"/>: each file says so of itself, and nothing lists them.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal abstract class QuantityAttribute : Attribute
{
    /// <summary>The property.</summary>
    public abstract Quantity Entry { get; }
}

/// <inheritdoc/>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class QuantityAttribute<TQuantity> : QuantityAttribute
    where TQuantity : struct, IQuantity
{
    /// <inheritdoc/>
    public override Quantity Entry => TQuantity.Entry;
}
