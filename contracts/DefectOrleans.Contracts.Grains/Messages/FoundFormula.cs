using System.Runtime.Serialization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>A formula of a search's front, bit for bit.</summary>
/// <param name="Tokens">Its tokens in prefix order.</param>
/// <param name="Constants">Its constants, in the order of their tokens.</param>
/// <param name="Error">Weighted mean of squared errors on the pair table, eV².</param>
[DataContract]
public sealed record FoundFormula(
    [property: DataMember(Order = 0)] byte[] Tokens,
    [property: DataMember(Order = 1)] double[] Constants,
    [property: DataMember(Order = 2)] double Error);
