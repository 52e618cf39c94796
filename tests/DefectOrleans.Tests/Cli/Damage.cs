using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace DefectOrleans.Tests.Cli;

/// <summary>Ways to spoil the files of a 2DMD folder.</summary>
internal static class Damage
{
    /// <summary>Changes the text of a file, packed or plain.</summary>
    public static void Edit(string path, Func<string, string> change)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllText(path, change(File.ReadAllText(path)));
            return;
        }
        string text;
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)))
            text = reader.ReadToEnd();
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(change(text)));
    }

    /// <summary>Puts a value into a cell of a CSV file: the data row's number counts from 1.</summary>
    public static void SetCell(string path, int row, string column, string value) => Edit(path, text =>
    {
        var lines = text.Split('\n');
        var cells = lines[row].Split(',');
        cells[Array.IndexOf(lines[0].Split(','), column)] = value;
        lines[row] = string.Join(',', cells);
        return string.Join('\n', lines);
    });

    /// <summary>Cuts a file off in its middle.</summary>
    public static void Truncate(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length / 2);
    }

    /// <summary>Rewrites an archive: the change gives each member's new text, or null to leave the member out.</summary>
    public static void EditArchive(string path, Func<string, string, string?> change)
    {
        var members = new List<(string Name, string Text)>();
        using (var reader = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress)))
        {
            while (reader.GetNextEntry() is { } entry)
                members.Add((entry.Name, new StreamReader(entry.DataStream!).ReadToEnd()));
        }
        using var writer = new TarWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        foreach (var (name, text) in members)
        {
            if (change(name, text) is { } changed)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(changed))
                });
        }
    }
}
