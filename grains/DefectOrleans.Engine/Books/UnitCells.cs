using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Books;

/// <summary>Pristine unit cells as messages and books tell them.</summary>
public static class UnitCells
{
    private const int MostNamed = 10;

    /// <summary>The message of a unit cell.</summary>
    public static UnitCell ToMessage(Structure cell) => new(
        [.. new[] { cell.Lattice.A, cell.Lattice.B, cell.Lattice.C }.Select(v => (IReadOnlyList<double>)[v.X, v.Y, v.Z])],
        [.. cell.Sites.Select(s => new UnitCellSite(s.Element, s.Fractional.X, s.Fractional.Y, s.Fractional.Z))]);

    /// <summary>The unit cell of a message.</summary>
    /// <param name="material">What to call it.</param>
    /// <param name="cell">The message.</param>
    /// <exception cref="InputException">It is none that a crystal can have; its faults are named.</exception>
    public static Structure FromMessage(string material, UnitCell cell)
    {
        if (CellValidator.Faults(cell).Take(MostNamed).ToList() is { Count: > 0 } faults)
            throw new InputException($"{material}: {string.Join("; ", faults)}");
        var vectors = cell.Lattice.Select(v => new Vec3(v[0], v[1], v[2])).ToArray();
        return new Structure(
            material,
            new Lattice(vectors[0], vectors[1], vectors[2]),
            [.. cell.Sites.Select(s => new Site(s.Element, new Vec3(s.X, s.Y, s.Z)))]);
    }
}
