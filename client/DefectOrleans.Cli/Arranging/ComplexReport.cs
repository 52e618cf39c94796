using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Arranging;

/// <summary>Complexes for people and for programs.</summary>
internal static class ComplexReport
{
    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter writer, FormulaBook book, CellShape shape, IReadOnlyList<DefectComplex> complexes)
    {
        writer.WriteLine($"most stable complexes in {shape} {book.Material}");
        PlainTable.Write(
            writer,
            [
                "complex", "E (eV)", "±", "binding (eV)", "per defect (eV)", "gap (eV)", "±", "parts cost (eV)", "cheapest parts",
            ],
            [.. complexes.Select(complex => (string[])
            [
                complex.Counts.ToString(), Written.Ev(complex.Arrangement.FormationEnergy), Written.Ev(complex.EnergyError),
                Written.Ev(complex.Arrangement.BindingEnergy),
                Written.Ev(complex.Arrangement.BindingEnergy / complex.Counts.Total), Written.Ev(complex.Arrangement.Gap),
                Written.Ev(complex.GapError), Written.Ev(complex.Dissociations.FirstOrDefault()?.Energy),
                complex.Dissociations is [var cheapest, ..] ? $"{cheapest.Rest} and {cheapest.Part}" : "–",
            ])],
            texts: 1);
        writer.WriteLine("binding: isolated defects' energies less the complex's, positive where it is bound");
        if (complexes.Any(complex => !complex.IsProven))
            writer.WriteLine("ended early: the last arrangement may not be the most stable one");
    }

    /// <summary>The answer as JSON.</summary>
    public static object Json(FormulaBook book, CellShape shape, IReadOnlyList<DefectComplex> complexes) => new
    {
        material = book.Material,
        cell = (int[])[shape.CellA, shape.CellB],
        binding_energy = "isolated defects less complex: positive where it is bound",
        complexes = complexes.Select(complex => new
        {
            complex = complex.Counts.ToString(),
            defects = ScanReport.Defects(complex.Arrangement.Structure),
            multiplicity = complex.Arrangement.Multiplicity,
            formation_energy_eV = complex.Arrangement.FormationEnergy,
            formation_energy_uncertainty_eV = complex.EnergyError,
            binding_energy_eV = complex.Arrangement.BindingEnergy,
            homo_eV = complex.Arrangement.Homo,
            lumo_eV = complex.Arrangement.Lumo,
            gap_eV = complex.Arrangement.Gap,
            gap_uncertainty_eV = complex.GapError,
            outside = complex.Arrangement.IsOutside,
            proven = complex.IsProven,
            dissociations = complex.Dissociations.Select(way => new
            {
                into = (string[])[way.Rest.ToString(), way.Part.ToString()], energy_eV = way.Energy,
            }),
        }),
    };
}
