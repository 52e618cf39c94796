using System.Collections.Immutable;
using System.Text.Json.Serialization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// What the calculations gave for one structure, eV; null where the folder has no such column.
/// Spin-resolved sets give the gap as <c>homo_lumo_gap_min</c>, HOMO as <c>homo_max</c> and LUMO as <c>lumo_min</c>.
/// </summary>
public sealed record Targets
{
    /// <summary>Formation energy of the whole structure.</summary>
    public double? FormationEnergy { get; init; }

    /// <summary>LUMO − HOMO (never the column <c>band_gap</c>, which differs from it in many rows).</summary>
    public double? Gap { get; init; }

    /// <summary>The column <c>band_gap</c>: only to say how far it is from <see cref="Gap"/>.</summary>
    public double? BandGap { get; init; }

    /// <summary>Highest occupied level as calculated.</summary>
    public double? Homo { get; init; }

    /// <summary>Lowest unoccupied level as calculated.</summary>
    public double? Lumo { get; init; }

    /// <summary>Highest occupied level, aligned to a core level.</summary>
    public double? NormalizedHomo { get; init; }

    /// <summary>Lowest unoccupied level, aligned to a core level.</summary>
    public double? NormalizedLumo { get; init; }

    /// <summary>Properties without a member here, in their own units.</summary>
    public ImmutableSortedDictionary<Property, double> Others { get; init; } = PropertyValues.None;
}

/// <summary>One calculated structure of a folder.</summary>
public sealed record Sample(DefectiveStructure Structure, Targets Targets)
{
    /// <summary>The structure's id.</summary>
    public string Id => Structure.Id;
}

/// <summary>Energies of the pristine supercell of a folder's material, where the folder tells them (eV).</summary>
public sealed record PristineReference(double EnergyEv, double CoreLevelEv, double ValenceBandMaximumEv);

/// <summary>A 2DMD folder of one material, read and matched.</summary>
/// <param name="Folder">The path as the user gave it.</param>
/// <param name="Material">The value of the column <c>base</c>, such as MoS2.</param>
/// <param name="UnitCell">The pristine unit cell.</param>
/// <param name="Pristine">Pristine energies, where known.</param>
/// <param name="Samples">The structures that could be read and matched, in the order of the targets file.</param>
/// <param name="Mismatches">Structures whose defects differ from their descriptor, those of the same composition among the
/// samples, or could not be matched.</param>
/// <param name="SkippedRows">Rows left out with <see cref="ReadOptions.SkipBad"/>, one message each.</param>
public sealed record Dataset(
    string Folder,
    string Material,
    Structure UnitCell,
    PristineReference? Pristine,
    ImmutableArray<Sample> Samples,
    ImmutableArray<Mismatch> Mismatches,
    ImmutableArray<string> SkippedRows)
{
    /// <summary>What is odd about the folder but keeps nothing from being used, one message each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>A structure that is not what its descriptor says.</summary>
public sealed record Mismatch(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("reason")] string Reason);

/// <summary>A structure whose energy is far from what the other structures say of its defects.</summary>
/// <param name="Id">The structure.</param>
/// <param name="Defects">How many it has.</param>
/// <param name="EnergyEv">Its formation energy less what is expected, eV.</param>
public sealed record Misfit(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("defects")] int Defects,
    [property: JsonPropertyName("misfit_eV")] double EnergyEv);

/// <summary>How a folder is read.</summary>
public sealed record ReadOptions
{
    /// <summary>
    /// Bad rows and structures are reported in <see cref="Dataset.SkippedRows"/> and left out, instead of being an error.
    /// </summary>
    public bool SkipBad { get; init; }

    /// <summary>
    /// Structures that differ from their descriptor, or are not of the crystal, are listed in
    /// <see cref="Dataset.Mismatches"/> instead of being an error; those that differ stay among the samples.
    /// </summary>
    public bool CollectMismatches { get; init; }

    /// <summary>A structure with more defects than this is left out after matching; null takes all.</summary>
    public int? MaxDefects { get; init; }
}
