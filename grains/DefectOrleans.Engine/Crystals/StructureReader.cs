using System.IO.Compression;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Engine.Crystals;

/// <summary>Reads structures from files of any format that <see cref="StructureFormats"/> knows.</summary>
public static class StructureReader
{
    private const int MostWithin = 4;

    /// <summary>
    /// Reads a file, packed by gzip or zip or not; structures are named after it, or after its members, without extensions.
    /// </summary>
    /// <exception cref="InputException">The file cannot be read, or holds no structure; the message says in which
    /// line.</exception>
    public static IReadOnlyList<Structure> ReadFile(string path) =>
        [.. TextsOf(path).SelectMany(text => Read(text.Text, StructureFormats.NameOf(text.Source), text.Source))];

    /// <summary>The texts in a file: its own, unpacked where it is a gzip, or those of a zip's members.</summary>
    /// <returns>Texts, and what messages call them: the path, or path/member.</returns>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static IReadOnlyList<(string Source, string Text)> TextsOf(string path)
    {
        try
        {
            return TextsOf(path, File.ReadAllBytes(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "it is a folder" : File.Exists(path) ? fault.Message : "no such file";
            throw new InputException($"{path}: {reason}; a {StructureFormats.Names} was expected", fault);
        }
    }

    /// <summary>The texts in a file's bytes, as <see cref="TextsOf(string)"/> tells them.</summary>
    /// <exception cref="InputException">The archive is broken, or unpacks to more than structures do.</exception>
    internal static IReadOnlyList<(string Source, string Text)> TextsOf(string path, byte[] bytes)
    {
        try
        {
            var left = Unpacking.Most(bytes.Length);
            return [.. Unpacked(path, bytes, ref left)];
        }
        catch (InvalidDataException fault)
        {
            throw new InputException($"{path}: the archive is broken or cut off ({fault.Message})", fault);
        }
    }

    /// <summary>Reads the structures of a text: most formats hold one, a trajectory has several.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The structure's name.</param>
    /// <param name="source">The file it came from, whose name may tell the format; the name where it is not given.</param>
    /// <exception cref="InputException">The text is no structure; the message says in which line.</exception>
    public static IReadOnlyList<Structure> Read(string text, string name, string? source = null)
    {
        source ??= name;
        text = FileText.WithLineEnds(text.TrimStart('\uFEFF'));
        if (string.IsNullOrWhiteSpace(text))
            throw new InputException($"{source}: an empty file; a {StructureFormats.Names} was expected");
        return StructureFormats.Of(source, text).Read(text, name, source);
    }

    private static List<(string Source, string Text)> Unpacked(string source, byte[] bytes, ref long left, int depth = 0)
    {
        if (depth > MostWithin)
            throw new InvalidDataException($"archives within archives; at most {MostWithin} were expected");
        if (bytes is [0x1f, 0x8b, ..])
        {
            var unpacked = Gzip.Unpack(bytes, left);
            left -= unpacked.Length;
            return Unpacked(source, unpacked, ref left, depth + 1);
        }
        return bytes is [(byte)'P', (byte)'K', 3, 4, ..]
            ? Members(source, bytes, ref left, depth + 1)
            : [(source, Decoded(bytes))];
    }

    private static List<(string Source, string Text)> Members(string source, byte[] bytes, ref long left, int depth)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes, writable: false));
        var texts = new List<(string, string)>();
        foreach (var entry in archive.Entries.Where(entry =>
            entry.Name.Length > 0 && !entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal)))
        {
            using var stream = entry.Open();
            using var member = new MemoryStream();
            Unpacking.Copy(stream, member, left);
            left -= member.Length;
            texts.AddRange(Unpacked($"{source}/{entry.FullName}", member.ToArray(), ref left, depth));
        }
        return texts.Count > 0
            ? texts
            : throw new InputException($"{source}: an empty archive; structure files were expected in it");
    }

    private static string Decoded(byte[] bytes)
    {
        using var text = new StreamReader(new MemoryStream(bytes, writable: false));
        return text.ReadToEnd();
    }
}
