using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Tests.Crystals;

/// <summary>Unit cells of layers of different kinds; lengths in Å, close to measured ones.</summary>
internal static class SampleCells
{
    public static Structure MoS2(double vacuumCell = 14.879) => Cell("MoS2", Hexagonal(3.19, vacuumCell),
        ("Mo", 1 / 3.0, 2 / 3.0, 3.72), ("S", 2 / 3.0, 1 / 3.0, 2.155), ("S", 2 / 3.0, 1 / 3.0, 5.285));

    public static Structure BN { get; } = Cell("BN", Hexagonal(2.51, 15), ("B", 1 / 3.0, 2 / 3.0, 7), ("N", 2 / 3.0, 1 / 3.0, 7));

    /// <summary>Boron nitride in vectors at 60°.</summary>
    public static Structure BNSixty { get; } = Cell("BN", Lattice.FromLengthsAndAngles(2.51, 2.51, 15, 90, 90, 60),
        ("B", 0, 0, 0), ("N", 1 / 3.0, 1 / 3.0, 0));

    public static Structure GaSe { get; } = Cell("GaSe", Hexagonal(3.82, 20),
        ("Ga", 1 / 3.0, 2 / 3.0, 8.77), ("Ga", 1 / 3.0, 2 / 3.0, 11.23), ("Se", 2 / 3.0, 1 / 3.0, 7.59),
        ("Se", 2 / 3.0, 1 / 3.0, 12.41));

    /// <summary>Black phosphorus: puckered, rectangular.</summary>
    public static Structure P { get; } = Cell("P", Lattice.FromLengthsAndAngles(3.3, 4.6, 20, 90, 90, 90),
        ("P", 0, 0.0875, 8.95), ("P", 0.5, 0.4125, 8.95), ("P", 0, 0.9125, 11.05), ("P", 0.5, 0.5875, 11.05));

    /// <summary>A layer like V2O5: rectangular, metal off the middle, oxygen at several heights.</summary>
    public static Structure V2O5 { get; } = Cell("V2O5", Lattice.FromLengthsAndAngles(3.56, 11.5, 15, 90, 90, 90),
        ("V", 0.25, 0.15, 8.0), ("V", 0.25, 0.85, 8.0), ("V", 0.75, 0.35, 7.0), ("V", 0.75, 0.65, 7.0),
        ("O", 0.25, 0.15, 9.6), ("O", 0.25, 0.85, 9.6), ("O", 0.75, 0.35, 5.4), ("O", 0.75, 0.65, 5.4), ("O", 0.25, 0, 7.5),
        ("O", 0.75, 0.5, 7.5));

    /// <summary>An oblique cell without any symmetry.</summary>
    public static Structure Oblique { get; } = Cell("SnTe",
        new Lattice(new Vec3(3.1, 0.4, 0), new Vec3(1.2, 4.4, 0), new Vec3(0.5, -0.7, 17)),
        ("Sn", 0.1, 0.2, 6), ("Te", 0.6, 0.7, 8), ("Te", 0.3, 0.8, 4.2));

    public static Structure Named(string name) => name switch
    {
        "MoS2" => MoS2(),
        "BN" => BN,
        "BN at 60°" => BNSixty,
        "GaSe" => GaSe,
        "P" => P,
        "V2O5" => V2O5,
        _ => Oblique,
    };

    public static Structure Cell(
        string name, Lattice lattice, params (string Element, double X, double Y, double Height)[] sites) => new(name, lattice,
            [.. sites.Select(site => new Site(site.Element, new Vec3(site.X, site.Y, site.Height / lattice.C.Z)))]);

    private static Lattice Hexagonal(double a, double c) => Lattice.FromLengthsAndAngles(a, a, c, 90, 90, 120);
}
