namespace DefectOrleans.Engine.Crystals;

/// <summary>Three lattice vectors in Å. The layer lies in the plane of A and B; C crosses the vacuum.</summary>
public sealed record Lattice
{
    private readonly Vec3 _reciprocalA, _reciprocalB, _reciprocalC;

    /// <summary>Makes a lattice from its vectors.</summary>
    /// <exception cref="InputException">The vectors are not finite or span no volume.</exception>
    public Lattice(Vec3 a, Vec3 b, Vec3 c)
    {
        (A, B, C) = (a, b, c);
        var volume = a.Dot(b.Cross(c));
        if (!double.IsFinite(volume) || Math.Abs(volume) < 1e-6)
            throw new InputException(
                $"lattice vectors span a volume of {volume} Å³; three independent finite vectors were expected");
        Volume = Math.Abs(volume);
        _reciprocalA = 1 / volume * b.Cross(c);
        _reciprocalB = 1 / volume * c.Cross(a);
        _reciprocalC = 1 / volume * a.Cross(b);
        ReciprocalLengths = new Vec3(_reciprocalA.Length, _reciprocalB.Length, _reciprocalC.Length);
    }

    /// <summary>First in-plane vector, Å.</summary>
    public Vec3 A { get; }

    /// <summary>Second in-plane vector, Å.</summary>
    public Vec3 B { get; }

    /// <summary>Vector across the vacuum, Å.</summary>
    public Vec3 C { get; }

    /// <summary>Volume of the cell, Å³.</summary>
    public double Volume { get; }

    /// <summary>
    /// Reciprocals of the distances between lattice planes (without 2π), 1/Å: how far a fractional coordinate moves per Å at
    /// most.
    /// </summary>
    public Vec3 ReciprocalLengths { get; }

    /// <summary>Lattice of given lengths (Å) and angles (degrees): A along x, B in the xy plane.</summary>
    public static Lattice FromLengthsAndAngles(double a, double b, double c, double alpha, double beta, double gamma)
    {
        const double Degree = Math.PI / 180;
        double cosA = Math.Cos(alpha * Degree), cosB = Math.Cos(beta * Degree);
        double cosG = Math.Cos(gamma * Degree), sinG = Math.Sin(gamma * Degree);
        var cx = c * cosB;
        var cy = c * (cosA - cosB * cosG) / sinG;
        var cz = Math.Sqrt(c * c - cx * cx - cy * cy);
        return new Lattice(new Vec3(a, 0, 0), new Vec3(b * cosG, b * sinG, 0), new Vec3(cx, cy, cz));
    }

    /// <summary>Cartesian vector (Å) of a fractional one.</summary>
    public Vec3 ToCartesian(Vec3 fractional) => fractional.X * A + fractional.Y * B + fractional.Z * C;

    /// <summary>Fractional vector of a Cartesian one (Å).</summary>
    public Vec3 ToFractional(Vec3 cartesian) =>
        new(cartesian.Dot(_reciprocalA), cartesian.Dot(_reciprocalB), cartesian.Dot(_reciprocalC));
}
