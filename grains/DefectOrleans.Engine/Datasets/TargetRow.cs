using System.Collections.Immutable;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// The rows of one structure in <c>targets.csv</c> and <c>defects.csv</c>. Where there is no plain column, spin-resolved
/// ones stand in: the smallest gap, the highest HOMO, the lowest LUMO.
/// </summary>
internal sealed record TargetRow(string Id, Descriptor Descriptor, Row Targets, Row Defects)
{
    public double? Energy => Number("energy");

    public double? FormationEnergy => Number("formation_energy");

    public double? FormationEnergyPerSite => Number("formation_energy_per_site");

    /// <summary>The targets beside the formation energy, which takes the structure too.</summary>
    public Targets Levels() => new()
    {
        Gap = Number("homo_lumo_gap", "homo_lumo_gap_min"),
        BandGap = Number("band_gap"),
        Homo = Number("homo", "homo_max"),
        Lumo = Number("lumo", "lumo_min"),
        NormalizedHomo = Number("normalized_homo", "normalized_homo_max"),
        NormalizedLumo = Number("normalized_lumo", "normalized_lumo_min"),
        Others =
            (from quantity in Quantity.Others
             let value = Number(quantity.Column!)
             where value is not null
             select KeyValuePair.Create(quantity.Property, value.Value)).ToImmutableSortedDictionary(),
    };

    /// <summary>Joins the rows of both tables, in the order of the targets.</summary>
    public static List<TargetRow> Join(Table targets, Table defects, Dictionary<string, Descriptor> descriptors, BadRows faults)
    {
        var byId = defects.Rows.ToDictionary(row => row.Text("_id"));
        var joined = new List<TargetRow>(targets.Rows.Count);
        foreach (var row in targets.Rows)
        {
            var id = row.Text("_id");
            if (!byId.Remove(id, out var other))
            {
                if (!defects.Dropped.Contains(id))
                    faults.Report($"{row.Where}: id {id} has no row in {defects.File}");
                continue;
            }
            var descriptor = other.Text("descriptor_id");
            if (targets.Columns.ContainsKey("descriptor_id") && row.Text("descriptor_id") is var own && own != descriptor)
                faults.Report(
                    $"{row.Where} (id {id}): descriptor {own}, but {other.Where} says {descriptor}; one descriptor was expected");
            else if (!descriptors.TryGetValue(descriptor, out var found))
                faults.Report($"{other.Where} (id {id}): descriptor {descriptor} is not in descriptors.csv");
            else
                joined.Add(new TargetRow(id, found, row, other));
        }
        foreach (var (id, row) in byId)
        {
            if (!targets.Dropped.Contains(id))
                faults.Report($"{row.Where}: id {id} has no row in {targets.File}");
        }
        return joined;
    }

    private double? Number(string column) => Targets.Number(column) ?? Defects.Number(column);

    private double? Number(string column, string spinResolved) =>
        Targets.Number(column) ?? Targets.Number(spinResolved) ?? Number(column) ?? Number(spinResolved);
}
