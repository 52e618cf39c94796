using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>Which permutations of a supercell's sites leave every table of a book as it is.</summary>
internal static class CellSymmetry
{
    // eV. Energies that symmetry makes equal differ by the rounding of a cell's file.
    private const double Same = 1e-6;

    /// <summary>
    /// All of them: the layer's operations that the tables confirm, each with all steps by unit cells. A book that was learned in
    /// a supercell of less symmetry than the layer's may know images that some operations don't keep.
    /// </summary>
    public static List<int[]> Permutations(CellEnergies cell)
    {
        var supercell = cell.Supercell;
        var all = new List<int[]>();
        foreach (var operation in LayerSymmetry.Operations(supercell))
        {
            if (!IsConfirmed(cell, LayerSymmetry.Permutation(supercell, operation, 0, 0)))
                continue;
            for (var a = 0; a < supercell.CellA; a++)
            for (var b = 0; b < supercell.CellB; b++)
                all.Add(LayerSymmetry.Permutation(supercell, operation, a, b));
        }
        return all;
    }

    private static bool IsConfirmed(CellEnergies cell, int[] images)
    {
        var (effects, cells) = (cell.Effects, cell.Supercell.Shape.Cells);
        for (var one = 0; one < cell.Kinds.Length; one++)
        {
            foreach (var site in cell.Sites[one].Where(site => site % cells == 0))
            {
                for (var other = 0; other < cell.Kinds.Length; other++)
                {
                    foreach (var far in cell.Sites[other])
                    {
                        if (far == site)
                            continue;
                        int here = Shell(site, far), there = Shell(images[site], images[far]);
                        if (here != there && !IsSame(effects, one, other, here, there))
                            return false;
                    }
                }
            }
        }
        return true;

        int Shell(int one, int other) => effects.ShellOf(effects.Place(one), effects.Place(other));
    }

    private static bool IsSame(PairEffects effects, int one, int other, int here, int there)
    {
        ref readonly var effect = ref effects.Of(one, other, here);
        ref readonly var image = ref effects.Of(one, other, there);
        return effects.IsNear(here) == effects.IsNear(there) && Equal(effect.Energy, image.Energy)
            && Equal(effect.Homo, image.Homo) && Equal(effect.Lumo, image.Lumo) && Equal(effect.Gap, image.Gap);

        static bool Equal(double value, double image) => value.Equals(image) || Math.Abs(value - image) < Same;
    }
}
