namespace DefectOrleans.Engine.Arrangements;

/// <summary>A complex of defects in its most stable arrangement.</summary>
/// <param name="Counts">Its defects.</param>
/// <param name="Arrangement">
/// Where they are; its binding energy is that of the isolated defects less the complex's, positive where it is bound.
/// </param>
/// <param name="EnergyError">Expected error of the formation energy, one standard deviation, eV; null where unknown.</param>
/// <param name="GapError">Expected error of the gap, eV; null where unknown.</param>
/// <param name="Dissociations">All ways to part it in two, the cheapest first; none for a single defect.</param>
/// <param name="IsProven">Whether no arrangement of lower energy is left.</param>
public sealed record DefectComplex(
    DefectCounts Counts, ScannedArrangement Arrangement, double? EnergyError, double? GapError,
    IReadOnlyList<Dissociation> Dissociations, bool IsProven);

/// <summary>A way to part a complex in two, each part in its most stable arrangement and far from the other.</summary>
/// <param name="Part">The smaller part.</param>
/// <param name="Rest">The larger one.</param>
/// <param name="Energy">What it costs: the parts' formation energies less the complex's, eV.</param>
public sealed record Dissociation(DefectCounts Part, DefectCounts Rest, double Energy);
