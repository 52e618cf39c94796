using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Datasets;

/// <summary>How the files of a made-up folder are written.</summary>
internal sealed record FolderStyle
{
    public bool Packed { get; init; } = true;

    /// <summary>Folder within the archive.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Only spin-resolved columns of levels.</summary>
    public bool SpinResolved { get; init; }

    public bool FormationEnergy { get; init; } = true;

    /// <summary>Moments that were calculated; else the column is 0 throughout.</summary>
    public bool Moments { get; init; }

    /// <summary>Single quotes in Python literals, as Python writes them.</summary>
    public bool SingleQuotes { get; init; } = true;

    /// <summary>The supercell's brackets in descriptors.</summary>
    public string Brackets { get; init; } = "()";
}

/// <summary>
/// A folder laid out as those of 2DMD, of structures of a law: each defect costs 2 eV, each pair 1/r² eV. It is removed
/// when disposed of.
/// </summary>
internal sealed class MadeUpFolder : IDisposable
{
    public const double PristineEnergy = -100;

    private static readonly string[] Members = ["_majority", "_minority", "_min", "_max"];

    public MadeUpFolder(Structure unitCell, IReadOnlyList<DefectiveStructure> structures, FolderStyle? style = null)
    {
        style ??= new FolderStyle();
        (Path, Style) = (Directory.CreateTempSubdirectory("made-up-").FullName, style);
        var finder = new DefectFinder(unitCell);
        Write($"{unitCell.Name}.cif", CifWriter.Write(unitCell));
        Write("elements.csv",
            "element,chemical_potential,note\n" + string.Concat(Potentials.Select(p => Line($"{p.Key},{p.Value},made up\n"))));
        var (a, b) = (structures[0].CellA, structures[0].CellB);
        Write("initial_structures.csv", "base,cell_size,energy,E_1,E_VBM\n"
            + Line($"Xx,\"[{a}, {b}, 1]\",-1,-2,-3\n{unitCell.Name},\"[{a}, {b}, 1]\",{PristineEnergy},-60,-0.7\n"));
        Write("descriptors.csv", Descriptors(unitCell.Name, structures, style));
        WriteTable(
            "defects.csv", "_id,descriptor_id,energy,fermi_level\n"
                + string.Concat(structures.Select(s => Line($"{s.Id},d{s.Id},{Energy(s)},-0.5\n"))));
        WriteTable("targets.csv", Targets(structures, style));
        WriteStructures(structures.Select(s => ($"{s.Id}.cif", CifWriter.Write(finder.Supercell(s.CellA, s.CellB).Atoms(s)))));
    }

    public static IReadOnlyDictionary<string, double> Potentials { get; } =
        new Dictionary<string, double>
        {
            ["Mo"] = -10.9,
            ["S"] = -4.1,
            ["Te"] = -3.1,
            ["Se"] = -3.5,
            ["B"] = -6.7,
            ["N"] = -8.3,
            ["Ga"] = -3,
            ["P"] = -5.4,
            ["V"] = -9,
            ["O"] = -4.9,
            ["Sn"] = -4
        };

    public string Path { get; }

    private FolderStyle Style { get; }

    public static double Formation(DefectiveStructure structure) =>
        2 * structure.Defects.Length + structure.Pairs.Sum(pair => 1 / (pair.DistanceAngstrom * pair.DistanceAngstrom));

    public static double Moment(DefectiveStructure structure) => structure.Defects.Length % 3;

    public static double Gap(DefectiveStructure structure) => 1.5 / (1 + structure.Defects.Length);

    /// <summary>Writes a file of the folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    /// <summary>Changes the text of a file; the text must be in it.</summary>
    public void Change(string name, string from, string to)
    {
        var text = Read(name);
        Assert.Contains(from, text);
        Write(name, text.Replace(from, to));
    }

    /// <summary>Writes the structures, in the folder's style.</summary>
    public void WriteStructures(IEnumerable<(string Name, string Text)> files)
    {
        if (!Style.Packed)
        {
            Directory.CreateDirectory(System.IO.Path.Combine(Path, "initial"));
            foreach (var (name, text) in files)
                Write(System.IO.Path.Combine("initial", name), text);
            return;
        }
        using var gzip = new GZipStream(File.Create(System.IO.Path.Combine(Path, "initial.tar.gz")), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip);
        foreach (var (name, text) in files)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, Style.Prefix + name)
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text))
            });
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void WriteTable(string name, string text)
    {
        if (!Style.Packed)
        {
            Write(name, text);
            return;
        }
        using var gzip = new GZipStream(File.Create(System.IO.Path.Combine(Path, name + ".gz")), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }

    private static double Energy(DefectiveStructure structure) => PristineEnergy + Formation(structure)
        + structure.Defects.Sum(defect =>
            (defect.Kind.Element is { } added ? Potentials[added] : 0) - Potentials[defect.Kind.Site]);

    private static string Descriptors(string material, IReadOnlyList<DefectiveStructure> structures, FolderStyle style)
    {
        var text = new StringBuilder("defects,_id,description,base,cell\n");
        foreach (var s in structures)
        {
            var defects = $"[{string.Join(", ", s.Defects.Reverse().Select(defect => defect.Kind.IsVacancy
                ? $"{{'type': 'vacancy', 'element': '{defect.Kind.Site}'}}"
                : $"{{'type': 'substitution', 'from': '{defect.Kind.Site}', 'to': '{defect.Kind.Element}'}}"))}]";
            text.Append(style.SingleQuotes ? $"\"{defects}\"" : $"\"{defects.Replace("'", "\"\"")}\"")
                .Append(Line($",d{s.Id},made up,{material},\"{style.Brackets[0]}{s.CellA}, {s.CellB}, 1{style.Brackets[1]}\"\n"));
        }
        return text.ToString();
    }

    private static string Targets(IReadOnlyList<DefectiveStructure> structures, FolderStyle style)
    {
        var columns = new List<(string Name, Func<DefectiveStructure, string> Value)>
        {
            ("_id", s => s.Id),
            ("descriptor_id", s => "d" + s.Id)
        };
        if (style.FormationEnergy)
        {
            columns.Add(("formation_energy", s => Line($"{Formation(s)}")));
            columns.Add(
                ("formation_energy_per_site", s => Line($"{(s.Defects.Length == 0 ? 0 : Formation(s) / s.Defects.Length)}")));
        }
        foreach (var (name, value) in ((string, Func<DefectiveStructure, double>)[])[
            ("homo", _ => -0.7), ("lumo", s => -0.7 + Gap(s)), ("homo_lumo_gap", Gap), ("normalized_homo", _ => 0.1),
            ("normalized_lumo", s => 0.1 + Gap(s))])
        {
            if (!style.SpinResolved)
                columns.Add((name, s => Line($"{value(s)}")));
            // The wrong one of min and max is far off, to be seen where it is taken.
            foreach (var member in style.SpinResolved ? Members : [])
            {
                var wrong = name.Contains("homo") && !name.Contains("gap") ? "_min" : "_max";
                columns.Add((name + member, s => Line($"{value(s) + (member == wrong ? 50 : 0)}")));
            }
        }
        columns.Add(("total_mag", s => style.Moments ? Line($"{Moment(s)}") : "0.0"));
        columns.Add(("made_up_note", _ => "not a number"));
        return string.Join(',', columns.Select(column => column.Name)) + "\n"
            + string.Concat(structures.Select(s => string.Join(',', columns.Select(column => column.Value(s))) + "\n"));
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
