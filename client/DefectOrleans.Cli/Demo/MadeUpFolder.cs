using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Demo;

/// <summary>Writes structures of the made-up crystal, with what its laws give for them, as a 2DMD folder.</summary>
internal static class MadeUpFolder
{
    private const double PristineEnergy = -800, NbPotential = -10.1, TePotential = -3.1;

    /// <summary>Writes the folder's files.</summary>
    public static void Write(string folder, IEnumerable<Structure> structures)
    {
        var finder = new DefectFinder(MadeUpCrystal.UnitCell);
        var matched = structures.Select(atoms => (Atoms: atoms, Found: finder.Find(atoms))).ToList();
        var found = matched.ConvertAll(m => m.Found);
        Directory.CreateDirectory(folder);
        WriteText(Path.Combine(folder, $"{MadeUpCrystal.Material}.cif"), CifWriter.Write(MadeUpCrystal.UnitCell));
        WriteText(Path.Combine(folder, "elements.csv"),
            Lines("element,chemical_potential,note", [Line($"Nb,{NbPotential},made up"), Line($"Te,{TePotential},made up")]));
        WriteText(Path.Combine(folder, "initial_structures.csv"), Lines(
            "base,cell_size,energy,E_1,E_VBM",
            [Line($"{MadeUpCrystal.Material},\"[{MadeUpCrystal.CellA}, {MadeUpCrystal.CellB}, 1]\",{PristineEnergy},-60,-0.7")]));
        WriteText(Path.Combine(folder, "descriptors.csv"),
            Lines("_id,description,base,cell,pbc,defects", found.GroupBy(Descriptor).Select(g => DescriptorRow(g.First()))));
        WritePacked(Path.Combine(folder, "defects.csv.gz"),
            Lines("_id,descriptor_id,energy", found.Select(s => Line($"{s.Id},{Descriptor(s)},{TotalEnergy(s)}"))));
        WritePacked(Path.Combine(folder, "targets.csv.gz"), Lines(
            "_id,descriptor_id,energy,homo,lumo,homo_lumo_gap,formation_energy,formation_energy_per_site",
            found.Select(TargetRow)));
        WriteArchive(Path.Combine(folder, "initial.tar.gz"), matched.Select(m => m.Atoms));
    }

    private static string TargetRow(DefectiveStructure s)
    {
        var (energy, gap, lumo) = (MadeUpCrystal.FormationEnergy(s), MadeUpCrystal.Gap(s), MadeUpCrystal.LumoEv);
        return Line($"{s.Id},{Descriptor(s)},{TotalEnergy(s)},{lumo - gap},{lumo},{gap},{energy},{energy / s.Defects.Length}");
    }

    private static double TotalEnergy(DefectiveStructure s) =>
        MadeUpCrystal.FormationEnergy(s) + PristineEnergy - s.Defects.Sum(d => d.Kind.Site == "Nb" ? NbPotential : TePotential);

    private static string Descriptor(DefectiveStructure s) =>
        string.Join("-", s.Defects.Select(d => d.Kind.ToString()).Order(StringComparer.Ordinal));

    private static string DescriptorRow(DefectiveStructure s)
    {
        var defects = string.Join(", ", s.Defects.Select(d => $"{{'type': 'vacancy', 'element': '{d.Kind.Site}'}}"));
        return $"{Descriptor(s)},{Descriptor(s)},{MadeUpCrystal.Material},\"({MadeUpCrystal.CellA}, {MadeUpCrystal.CellB}, "
            + $"1)\",\"[True, True, False]\",\"[{defects}]\"";
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private static string Lines(string header, IEnumerable<string> rows) =>
        string.Concat(rows.Prepend(header).Select(row => row + "\n"));

    private static void WriteText(string path, string text) => File.WriteAllText(path, text);

    private static void WritePacked(string path, string text)
    {
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void WriteArchive(string path, IEnumerable<Structure> structures)
    {
        using var tar = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        foreach (var structure in structures)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, structure.Name + ".cif")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(CifWriter.Write(structure))),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }
    }
}
