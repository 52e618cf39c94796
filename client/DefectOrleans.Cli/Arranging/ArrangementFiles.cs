using System.Text;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Cli.Arranging;

/// <summary>Files that arrangements go to.</summary>
/// <param name="xyz">An extended XYZ file; null for none.</param>
/// <param name="folder">A folder for POSCARs; null for none.</param>
internal sealed class ArrangementFiles(string? xyz, string? folder)
{
    /// <summary>Finds out before long work whether they can be written.</summary>
    /// <exception cref="InputException">They can't.</exception>
    public void Probe()
    {
        if (xyz is not null)
            WholeFile.Probe(xyz);
        if (folder is null)
            return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{folder}: the folder can't be made ({e.Message}); expected a folder to write POSCARs to", e);
        }
    }

    /// <summary>Writes structures of unrelaxed atoms.</summary>
    public void Write(CellEnergies cell, IEnumerable<LatticeStructure> arrangements)
    {
        if (xyz is null && folder is null)
            return;
        List<Structure> structures = [.. arrangements.Select(cell.Atoms)];
        if (xyz is not null)
            WholeFile.Write(xyz, Encoding.UTF8.GetBytes(new ExtendedXyzFormat().Write(structures)));
        if (folder is null)
            return;
        foreach (var structure in structures)
            WholeFile.Write(
                Path.Combine(folder, $"POSCAR-{structure.Name}"), Encoding.UTF8.GetBytes(PoscarWriter.Write(structure)));
    }
}
