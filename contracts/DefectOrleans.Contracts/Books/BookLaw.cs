using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>One form for a property's pair channels: what the reading <see cref="Reading.Law"/> says of it.</summary>
[DataContract]
public sealed record BookLaw
{
    /// <summary>The property.</summary>
    [DataMember(Order = 0)]
    public required Property Property { get; init; }

    /// <summary>
    /// The form, such as <c>a*exp(-1.85*r) + b</c>: <c>r</c> is the distance in Å, its value in eV, letters are numbers that
    /// each channel has for itself.
    /// </summary>
    [DataMember(Order = 1)]
    public required string Form { get; init; }

    /// <summary>The letters.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<string> OwnNames { get; init; }

    /// <summary>The numbers that all channels share, as they appear in the form.</summary>
    [DataMember(Order = 3)]
    public required IReadOnlyList<StatedNumber> Shared { get; init; }

    /// <summary>The channels with their own numbers.</summary>
    [DataMember(Order = 4)]
    public required IReadOnlyList<LawMember> Members { get; init; }

    /// <summary>The channels that the law does not hold for: they keep a formula of their own.</summary>
    [DataMember(Order = 5)]
    public required IReadOnlyList<LawException> Exceptions { get; init; }

    /// <summary>The form's complexity as the SEGVAE paper counts it.</summary>
    [DataMember(Order = 6)]
    public required int Complexity { get; init; }
}

/// <summary>A number with its standard error; the error is 0 of a round number, which was not fitted, and null where the points
/// do not tell it.</summary>
[DataContract]
public sealed record StatedNumber(
    [property: DataMember(Order = 0)] double Value,
    [property: DataMember(Order = 1)] double? StandardError);

/// <summary>A channel of a law and its own numbers, in the order of the law's letters.</summary>
[DataContract]
public sealed record LawMember(
    [property: DataMember(Order = 0)] string PairType,
    [property: DataMember(Order = 1)] Side Side,
    [property: DataMember(Order = 2)] IReadOnlyList<StatedNumber> Own);

/// <summary>A channel that a law does not hold for.</summary>
[DataContract]
public sealed record LawException(
    [property: DataMember(Order = 0)] string PairType,
    [property: DataMember(Order = 1)] Side Side);
