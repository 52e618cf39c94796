using System.Collections.Frozen;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// The columns of 2DMD tables that hold numbers. All are checked, used or not: a bad number is a sign of a bad file.
/// </summary>
internal static class NumericColumns
{
    private static readonly string[] Plain =
        [
            "energy_per_atom", "fermi_level", "formation_energy", "formation_energy_per_site", "total_mag",
            "chemical_potential", "E_VBM"
        ];

    private static readonly string[] BySpin =
        ["energy", "homo", "lumo", "homo_lumo_gap", "band_gap", "normalized_homo", "normalized_lumo", "E_1"];

    /// <summary>Names of all known columns of numbers.</summary>
    public static FrozenSet<string> All { get; } = Plain
        .Concat(BySpin.SelectMany(name => (string[])[name, $"{name}_majority", $"{name}_minority", $"{name}_min", $"{name}_max"]))
        .ToFrozenSet();
}
