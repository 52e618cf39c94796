using System.Collections.Immutable;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// Formation energies of a folder: from its columns, or where it has none from total energies,
/// E_f = E − E_pristine − Σ μ(added) + Σ μ(removed), in eV.
/// </summary>
internal sealed class FormationEnergies
{
    private const string PristineFile = "initial_structures.csv";
    private const string ElementsFile = "elements.csv";

    private readonly Dictionary<string, double> _chemicalPotentials = [];
    private readonly List<((int A, int B)? Cell, PristineReference Reference)> _references = [];
    private readonly string _material;

    public FormationEnergies(FolderFiles files, string material, BadRows faults)
    {
        _material = material;
        Missing = [.. ((string[])[ElementsFile, PristineFile]).Where(name => files.Find(name) is null)];
        if (files.Find(ElementsFile) is var (elementsPath, elements))
        {
            foreach (var row in Table.Read(elements, elementsPath, "element", ["chemical_potential"], faults).Rows)
                _chemicalPotentials.Add(row.Text("element"), row.Number("chemical_potential")!.Value);
        }
        if (files.Find(PristineFile) is var (pristinePath, pristine))
        {
            foreach (var row in Table.Read(
                pristine, pristinePath, null, ["base", "cell_size", "energy", "E_1", "E_VBM"], faults).Rows)
                AddReference(row, faults);
        }
    }

    /// <summary>Which of the two files that only total energies need are not there.</summary>
    public ImmutableArray<string> Missing { get; }

    /// <summary>Energies of the pristine supercell; null where the folder does not tell them.</summary>
    public PristineReference? Reference(int cellA, int cellB) =>
        _references.Find(reference =>
            reference.Cell is var (a, b) && ((a, b) == (cellA, cellB) || (b, a) == (cellA, cellB))).Reference;

    /// <summary>Formation energy from total energies.</summary>
    /// <exception cref="InputException">The folder does not tell the pristine energy or a chemical potential.</exception>
    public double Of(DefectiveStructure structure, double energy)
    {
        var reference = Reference(structure.CellA, structure.CellB) ?? throw new InputException(
            $"no formation_energy, and no energy of {_material} in {structure.Shape} unit cells in {PristineFile}; one of them "
                + "was expected");
        var formation = energy - reference.EnergyEv;
        foreach (var defect in structure.Defects)
            formation += Potential(defect.Kind.Site) - (defect.Kind.Element is { } added ? Potential(added) : 0);
        return formation;
    }

    private double Potential(string element) => _chemicalPotentials.TryGetValue(element, out var potential)
        ? potential
        : throw new InputException(
            $"no formation_energy, and no chemical potential of {element} in {ElementsFile}; one of them was expected");

    private void AddReference(Row row, BadRows faults)
    {
        try
        {
            if (Descriptor.ParseCell(row.Text("cell_size")) is var cell && row.Text("base") == _material)
                _references.Add(
                    (cell, new PristineReference(
                        row.Number("energy")!.Value, row.Number("E_1")!.Value, row.Number("E_VBM")!.Value)));
        }
        catch (FormatException fault)
        {
            faults.Report($"{row.Where}: {fault.Message}");
        }
    }
}
