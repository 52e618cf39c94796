using System.Runtime.Serialization;
using DefectOrleans.Contracts;

namespace DefectOrleans.Web;

/// <summary>A material and the books that tell of it.</summary>
[DataContract]
public sealed record MaterialInfo(
    [property: DataMember(Order = 0)] string Material,
    [property: DataMember(Order = 1)] IReadOnlyList<string> Books);

/// <summary>The formulas of one version of a book; r in Å.</summary>
[DataContract]
public sealed record ServedFormulas(
    [property: DataMember(Order = 0)] int BookVersion,
    [property: DataMember(Order = 1)] string Material,
    [property: DataMember(Order = 2)] IReadOnlyList<ServedFormula> Formulas)
{
    /// <summary>Which of the book's readings these are.</summary>
    [DataMember(Order = 3)]
    public Reading Reading { get; init; }

    /// <summary>All readings that the book has.</summary>
    [DataMember(Order = 4)]
    public IReadOnlyList<Reading> Readings { get; init; } = [];

    /// <summary>The laws that most of the formulas are members of; none in other readings.</summary>
    [DataMember(Order = 5)]
    public IReadOnlyList<ServedLaw> Laws { get; init; } = [];
}

/// <summary>A law in the language that was asked for.</summary>
[DataContract]
public sealed record ServedLaw
{
    /// <summary>The property.</summary>
    [DataMember(Order = 0)]
    public required Property Property { get; init; }

    /// <summary>
    /// The form: letters are numbers that each channel has for itself, those that all share stand with their standard errors in
    /// the last digits, 1.85(3).
    /// </summary>
    [DataMember(Order = 1)]
    public required string Form { get; init; }

    /// <summary>The letters.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<string> OwnNames { get; init; }

    /// <summary>The channels with their own numbers.</summary>
    [DataMember(Order = 3)]
    public required IReadOnlyList<LawMember> Members { get; init; }

    /// <summary>The channels that the law does not hold for.</summary>
    [DataMember(Order = 4)]
    public required IReadOnlyList<LawException> Exceptions { get; init; }

    /// <summary>Sum of token weights as the SEGVAE paper counts them.</summary>
    [DataMember(Order = 5)]
    public required int Complexity { get; init; }

    /// <summary>The property's name for people.</summary>
    [DataMember(Order = 6)]
    public required string Name { get; init; }

    /// <summary>What a function of the distance that gives it is called, such as <c>V</c>.</summary>
    [DataMember(Order = 7)]
    public required string Symbol { get; init; }
}

/// <summary>A formula in the language that was asked for.</summary>
[DataContract]
public sealed record ServedFormula
{
    /// <summary>The pair type, such as <c>V_Mo|V_S</c>.</summary>
    [DataMember(Order = 0)]
    public required string PairType { get; init; }

    /// <summary>How the two sites lie to the layer's middle plane.</summary>
    [DataMember(Order = 1)]
    public required Side Side { get; init; }

    /// <summary>The property.</summary>
    [DataMember(Order = 2)]
    public required Property Property { get; init; }

    /// <summary>Whether predictions use it; else it is another one of the Pareto front.</summary>
    [DataMember(Order = 3)]
    public required bool Chosen { get; init; }

    /// <summary>The formula.</summary>
    [DataMember(Order = 4)]
    public required string Formula { get; init; }

    /// <summary>Sum of token weights as the SEGVAE paper counts them.</summary>
    [DataMember(Order = 5)]
    public required int Complexity { get; init; }

    /// <summary>On the pair table, weighted, in the unit.</summary>
    [DataMember(Order = 6)]
    public required double MeanAbsoluteError { get; init; }

    /// <summary>The same on points left out of the fit; null where it was not measured.</summary>
    [DataMember(Order = 7)]
    public double? LeftOutError { get; init; }

    /// <summary>The property's name, for people.</summary>
    [DataMember(Order = 8)]
    public required string Name { get; init; }

    /// <summary>The unit of the formula's values and errors.</summary>
    [DataMember(Order = 9)]
    public required string Unit { get; init; }
}
