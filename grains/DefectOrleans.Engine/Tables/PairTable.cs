using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>What is known of one pair channel's property before there is a formula: a value at each shell.</summary>
/// <param name="Channel">Pair type and side.</param>
/// <param name="Property">The property.</param>
/// <param name="Points">Nearest first, eV.</param>
public sealed record PairTable(PairChannel Channel, Property Property, ImmutableArray<TablePoint> Points)
{
    /// <summary>Share of the sites that structures may ask for, by distance, of which the table has no value.</summary>
    public double Missing { get; init; }

    /// <summary>What a level is expected to tend to at large r, eV; null for energies, which tend to zero.</summary>
    public double? Limit { get; init; }
}
