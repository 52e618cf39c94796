using System.Numerics;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>What arrangements are ranked by.</summary>
public enum ScanRank
{
    /// <summary>Formation energy, lowest first.</summary>
    Energy,

    /// <summary>Binding energy, highest first.</summary>
    Binding,

    /// <summary>Gap, highest first.</summary>
    Gap,

    /// <summary>HOMO, highest first.</summary>
    Homo,

    /// <summary>LUMO, highest first.</summary>
    Lumo,
}

/// <summary>What a scan is asked for.</summary>
public sealed record ScanOptions
{
    /// <summary>What ranks arrangements.</summary>
    public ScanRank Rank { get; init; }

    /// <summary>Whether the other end comes first.</summary>
    public bool Reversed { get; init; }

    /// <summary>How many arrangements are kept.</summary>
    public int Top { get; init; } = 20;

    /// <summary>How much worse than the best they may be, eV.</summary>
    public double Window { get; init; } = double.PositiveInfinity;

    /// <summary>Threads.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Up to how many inequivalent arrangements, as far as symmetry lets expect, all are listed where the lowest energies alone
    /// could be proven without.
    /// </summary>
    public double MostListed { get; init; } = 3e6;
}

/// <summary>How far a scan is.</summary>
/// <param name="Done">Parts done.</param>
/// <param name="Parts">Parts of the space.</param>
/// <param name="Seen">Inequivalent arrangements seen.</param>
public readonly record struct ScanProgress(int Done, int Parts, long Seen);

/// <summary>An arrangement of a scan.</summary>
/// <param name="Structure">Its defects on sites.</param>
/// <param name="Multiplicity">How many arrangements of the supercell are the same by symmetry, itself counted.</param>
/// <param name="FormationEnergy">eV.</param>
/// <param name="BindingEnergy">Isolated defects' energies less that of the arrangement, eV: positive where it is bound.</param>
/// <param name="Homo">eV; null where nobody knows it.</param>
/// <param name="Lumo">eV; null where nobody knows it.</param>
/// <param name="Gap">eV; null where nobody knows it.</param>
/// <param name="IsOutside">Whether it has distances that the book did not learn from.</param>
public sealed record ScannedArrangement(
    LatticeStructure Structure, long Multiplicity, double FormationEnergy, double BindingEnergy, double? Homo, double? Lumo,
    double? Gap, bool IsOutside);

/// <summary>What a scan found.</summary>
/// <param name="Best">The best arrangements, best first; of equal ones those that come first in the space.</param>
/// <param name="Arrangements">Number of all arrangements.</param>
/// <param name="Operations">Number of the supercell's symmetry operations.</param>
/// <param name="Inequivalent">
/// Number of arrangements without those that symmetry makes of others; null where not all were listed.
/// </param>
/// <param name="IsProven">Whether nothing better is left: false where the scan was ended early.</param>
public sealed record Scan(
    IReadOnlyList<ScannedArrangement> Best, BigInteger Arrangements, int Operations, long? Inequivalent, bool IsProven);
