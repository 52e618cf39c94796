using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Books;

/// <summary>Pristine unit cells as messages and books tell them.</summary>
public static class UnitCells
{
    /// <summary>The message of a unit cell.</summary>
    public static UnitCell ToMessage(Structure cell) => new(
        [.. new[] { cell.Lattice.A, cell.Lattice.B, cell.Lattice.C }.Select(v => (IReadOnlyList<double>)[v.X, v.Y, v.Z])],
        [.. cell.Sites.Select(s => new UnitCellSite(s.Element, s.Fractional.X, s.Fractional.Y, s.Fractional.Z))]);

    /// <summary>The unit cell of a message.</summary>
    /// <param name="material">What to call it.</param>
    /// <param name="cell">The message.</param>
    /// <exception cref="InputException">It has not three vectors of three numbers, or no atom.</exception>
    public static Structure FromMessage(string material, UnitCell cell)
    {
        if (cell.Lattice is not [{ Count: 3 }, { Count: 3 }, { Count: 3 }])
            throw new InputException($"{material}: the unit cell's lattice is not three vectors of three numbers");
        if (cell.Sites is not { Count: > 0 })
            throw new InputException($"{material}: the unit cell has no atom");
        var vectors = cell.Lattice.Select(v => new Vec3(v[0], v[1], v[2])).ToArray();
        return new Structure(
            material,
            new Lattice(vectors[0], vectors[1], vectors[2]),
            [.. cell.Sites.Select(s => new Site(s.Element, new Vec3(s.X, s.Y, s.Z)))]);
    }
}
