namespace DefectOrleans.Engine.Defects;

/// <summary>
/// The periods of a supercell in unit cells: <paramref name="CellA"/>·a + <paramref name="Shear"/>·b, and
/// <paramref name="CellB"/>·b. Every period that a supercell can have is written in exactly one way (its Hermite normal
/// form); the n×m supercell is without shear.
/// </summary>
/// <param name="CellA">Unit cells along a, 1 or more.</param>
/// <param name="CellB">Unit cells along b, 1 or more.</param>
/// <param name="Shear">From 0 to below <paramref name="CellB"/>.</param>
public readonly record struct CellShape(int CellA, int CellB, int Shear = 0)
{
    /// <summary>Number of unit cells.</summary>
    public int Cells => CellA * CellB;

    /// <summary>The shape that aa·a + ab·b and ba·a + bb·b span; they may not be parallel.</summary>
    public static CellShape Of(int aa, int ab, int ba, int bb)
    {
        // Euclid on the steps along a: the second vector ends without one.
        while (ba != 0)
        {
            var times = aa / ba;
            (aa, ab, ba, bb) = (ba, bb, aa - times * ba, ab - times * bb);
        }
        var cellB = Math.Abs(bb);
        return new CellShape(Math.Abs(aa), cellB, Modulo(Math.Sign(aa) * ab, cellB));
    }

    /// <summary>The unit cell within the supercell of which another is an image.</summary>
    public (int A, int B) Within(int a, int b)
    {
        var within = Modulo(a, CellA);
        return (within, Modulo(b - (a - within) / CellA * Shear, CellB));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Shear == 0 ? $"{CellA}×{CellB}" : $"{CellA}×{CellB} (sheared by {Shear}: {Cells} unit cells)";

    private static int Modulo(int value, int period) => (value % period + period) % period;
}
