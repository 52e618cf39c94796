using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Defects;

/// <summary>An unordered pair of defect kinds, written <c>V_Mo|V_S</c>: the ordinal smaller name first.</summary>
public readonly record struct PairType : IComparable<PairType>
{
    /// <summary>The pair type of two kinds, in either order.</summary>
    public PairType(DefectKind one, DefectKind other) =>
        (First, Second) = one.CompareTo(other) <= 0 ? (one, other) : (other, one);

    /// <summary>The kind whose name is ordinally smaller.</summary>
    public DefectKind First { get; }

    /// <summary>The other kind.</summary>
    public DefectKind Second { get; }

    /// <summary>The pair type of the written name.</summary>
    /// <exception cref="InputException">The name is none of a pair type.</exception>
    public static PairType Parse(string name) => name.Split('|') is [var one, var other]
        ? new PairType(DefectKind.Parse(one), DefectKind.Parse(other))
        : throw new InputException($"'{name}' is no pair type; expected two defect kinds such as V_Mo|V_S");

    /// <inheritdoc/>
    public int CompareTo(PairType other) =>
        First.CompareTo(other.First) is var order && order != 0 ? order : Second.CompareTo(other.Second);

    /// <inheritdoc/>
    public override string ToString() => $"{First}|{Second}";
}

/// <summary>
/// A pair type whose sites lie to each other in one way: what gets a formula of its own, since two chalcogen sites on
/// one side of the layer and on opposite sides behave differently at like distance.
/// </summary>
public readonly record struct PairChannel(PairType Type, Side Side) : IComparable<PairChannel>
{
    /// <inheritdoc/>
    public int CompareTo(PairChannel other) =>
        Type.CompareTo(other.Type) is var order && order != 0 ? order : Side.CompareTo(other.Side);

    /// <inheritdoc/>
    public override string ToString() => Side switch
    {
        Side.Same => $"{Type} same side",
        Side.Opposite => $"{Type} opposite side",
        _ => Type.ToString(),
    };
}
