using System.IO.Compression;
using System.Text;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Fuzz;

/// <summary>Files of structures.</summary>
internal static class StructureTargets
{
    /// <summary>A structure with a few defects.</summary>
    public static string Cif { get; } = CifWriter.Write(MadeUpStructures.Drawn(1, 3, seed: 1).Single());

    public const string Poscar = """
        MoS2 with a vacancy
        1.0
          6.38 0.0 0.0
          -3.19 5.5252 0.0
          0.0 0.0 15.0
        Mo S
        1 2
        Selective dynamics
        Direct
          0.16666667 0.33333333 0.25 T T T
          0.33333333 0.16666667 0.35429 F F F
          0.33333333 0.16666667 0.14571 T T T
        """;

    public const string PoscarCartesian = """
        old style
        -180.0
        3.19 0 0
        -1.595 2.7626 0
        0 0 15
        1 2
        Cartesian
        0.0 1.8417 3.75 Mo
        1.595 0.92 5.31 S
        1.595 0.92 2.19 S
        """;

    public const string Json = """
        {"@module": "pymatgen.core.structure", "@class": "Structure", "charge": 0,
         "lattice": {"matrix": [[3.19, 0.0, 0.0], [-1.595, 2.7626, 0.0], [0.0, 0.0, 15.0]], "pbc": [true, true, true],
          "a": 3.19, "b": 3.19, "c": 15.0, "alpha": 90, "beta": 90, "gamma": 120},
         "sites": [
          {"species": [{"element": "Mo", "occu": 1}], "abc": [0.33333, 0.66667, 0.25], "xyz": [0.0, 1.8417, 3.75],
           "label": "Mo", "properties": {"magmom": 0.1}},
          {"species": [{"element": "S", "occu": 1.0}], "abc": [0.66667, 0.33333, 0.3543], "label": "S"},
          {"species": [{"element": "S2-", "occu": 1}], "abc": [0.66667, 0.33333, 0.1457]}]}
        """;

    private const string CifWithSymmetry = """
        data_MoS2
        _cell_length_a 3.1604(2)
        _cell_length_b 3.1604
        _cell_length_c 12.295
        _cell_angle_alpha 90
        _cell_angle_beta 90
        _cell_angle_gamma 120
        _symmetry_space_group_name_H-M 'P 63/m m c'
        _symmetry_Int_Tables_number 194
        loop_
        _symmetry_equiv_pos_as_xyz
        'x, y, z'
        '-x, -y, z+1/2'
        '-y, x-y, z'
        '-x, -y, -z'
        loop_
        _atom_site_label
        _atom_site_type_symbol
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        _atom_site_occupancy
        Mo1 Mo4+ 0.33333 0.66667 0.25 1
        S1 S2- 0.33333 0.66667 0.62100(8) 1.0
        # the end
        ;
        text of several
        lines
        ;
        """;

    private const string ExtendedXyz = """
        3
        Lattice="3.19 0.0 0.0 -1.595 2.7626 0.0 0.0 0.0 15.0" Properties=species:S:1:pos:R:3:magmom:R:1 pbc="T T F" energy=-21.5
        Mo 0.0 1.8417 3.75 0.1
        S 1.595 0.92 5.31 0
        S 1.595 0.92 2.19 0
        2
        Lattice="3.19 0.0 0.0 -1.595 2.7626 0.0 0.0 0.0 15.0" Properties=species:S:1:pos:R:3
        Mo 0.0 1.8417 3.75
        S 1.595 0.92 5.31
        """;

    public static IEnumerable<Target> All() =>
    [
        Targets.OfText("cif", text => StructureReader.Read(text, "x", "x.cif"), Cif, CifWithSymmetry),
        Targets.OfText("poscar", text => StructureReader.Read(text, "POSCAR", "POSCAR"), Poscar, PoscarCartesian),
        Targets.OfText("pymatgen json", text => StructureReader.Read(text, "x", "x.json"), Json),
        Targets.OfText("extended xyz", text => StructureReader.Read(text, "x", "x.xyz"), ExtendedXyz),
        new("packed structure file", [Gzipped(Poscar), Zipped(("a.xyz", ExtendedXyz), ("b.vasp", Poscar))], ReadPacked),
        Targets.OfText("structure of any format", text => StructureReader.Read(text, "x", "x"), Cif, CifWithSymmetry, Poscar,
            Json, ExtendedXyz),
    ];

    private static void ReadPacked(byte[] bytes)
    {
        foreach (var (source, text) in StructureReader.TextsOf("x", bytes))
            StructureReader.Read(text, "x", source);
    }

    private static byte[] Gzipped(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    // Stored as they are, so that damage gets through to the texts.
    private static byte[] Zipped(params (string Name, string Text)[] members)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in members)
            {
                using var member = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                member.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return packed.ToArray();
    }
}
