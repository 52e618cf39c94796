using System.Globalization;
using System.IO.Compression;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Cli;

/// <summary>A folder of the made-up crystal, a book that holds its true laws, and a structure to predict.</summary>
public sealed class MadeUpData : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public MadeUpData()
    {
        MadeUpFolder.Write(
            Folder, [.. MadeUpStructures.Singles(), .. MadeUpStructures.Pairs(), .. MadeUpStructures.Drawn(12, 3, seed: 1)]);
        BookFile.Write(Book, TrueBook());
        File.WriteAllText(Many, CifWriter.Write(MadeUpStructures.Drawn(1, 5, seed: 1).Single()));
    }

    /// <summary>Singles, pairs and twelve triples.</summary>
    public string Folder => _temporary["MadeUp"];

    /// <summary>The true laws, as if learned from singles and pairs.</summary>
    public string Book => _temporary["book.json"];

    /// <summary>A CIF with five defects.</summary>
    public string Many => _temporary["five.cif"];

    public void Dispose() => _temporary.Dispose();

    /// <summary>Text with the temporary folder's path taken out.</summary>
    public string WithoutPaths(string text) => text.Replace(_temporary.Path, "…", StringComparison.Ordinal);

    /// <summary>A copy of the folder to be damaged.</summary>
    public void CopyFolder(string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(Folder))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    /// <summary>
    /// A copy of the folder with gaps up to 20 meV off, which no formula gets right: no search ends by itself soon.
    /// </summary>
    public string Rough(string folder)
    {
        CopyFolder(folder);
        var targets = Path.Combine(folder, "targets.csv.gz");
        string text;
        using (var packed = new StreamReader(new GZipStream(File.OpenRead(targets), CompressionMode.Decompress)))
            text = packed.ReadToEnd();
        var rows = text.TrimEnd('\n').Split('\n')
            .Select((row, i) => i == 0 ? row : WithGapOff(row.Split(','), 0.02 * Math.Sin(37 * i)));
        using var roughened = new StreamWriter(new GZipStream(File.Create(targets), CompressionLevel.Fastest));
        roughened.Write(string.Join('\n', rows));
        return folder;

        static string WithGapOff(string[] cells, double off)
        {
            // HOMO and gap go together: gap = LUMO - HOMO.
            (cells[3], cells[5]) = (Shifted(cells[3], -off), Shifted(cells[5], off));
            return string.Join(',', cells);
        }

        static string Shifted(string cell, double by) =>
            (double.Parse(cell, CultureInfo.InvariantCulture) + by).ToString(CultureInfo.InvariantCulture);
    }

    internal static FormulaBook TrueBook() => new()
    {
        Material = MadeUpCrystal.Material,
        Cell = new UnitCell(
            [[3.4, 0, 0], [0, 5.1, 0], [0, 0, 18]],
            [
                .. MadeUpCrystal.UnitCell.Sites.Select(s =>
                    new UnitCellSite(s.Element, s.Fractional.X, s.Fractional.Y, s.Fractional.Z))
            ]),
        Levels = LevelReference.Raw,
        ReferenceEnergy = MadeUpCrystal.ReferenceEnergy,
        Pristine = new Levels(-0.7, null, null),
        Singles = [.. MadeUpCrystal.Singles.Select(s => new SingleDefect(
            s.Key, s.Value.Energy, new Levels(MadeUpCrystal.LumoEv - s.Value.Gap, MadeUpCrystal.LumoEv, s.Value.Gap)))],
        Pairs = [
            .. MadeUpCrystal.Laws.SelectMany(law => (PairFormula[])[Learned(law, Property.Energy), Learned(law, Property.Gap)])
        ],
        Provenance = new Provenance
        {
            Version = "0.1.0",
            Finished = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Seconds = 12.3,
            Threads = 2,
            Islands = 2,
            Seed = 1,
            Network = "managed",
            Bound = "3 epochs",
            Complete = true,
            Training = [
                new TrainingFolder("MadeUp", [.. MadeUpStructures.Singles().Concat(MadeUpStructures.Pairs()).Select(s => s.Name)])
            ],
        },
    };

    private static PairFormula Learned(MadeUpLaw law, Property property)
    {
        var chosen = new Formula(law.Text(property), FormulaText.Parse(law.Text(property), ["r"]).Complexity, 0.0005, 0.0012);
        return new PairFormula
        {
            PairType = law.Channel.Type.ToString(),
            Side = law.Channel.Side,
            Property = property,
            Chosen = chosen,
            Front = [new Formula("0.1234567890123", 1, 0.25, null), chosen],
            Table = [.. new double[] { 3, 7, 21 }.Select(r => new TablePoint(r, law.At(property, r), 0.001, 1, 6))],
        };
    }
}
