using System.Formats.Tar;
using System.Text;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Datasets;

/// <summary>The files of a 2DMD folder, packed or plain.</summary>
internal sealed class FolderFiles
{
    private readonly string _folder;

    /// <exception cref="InputException">There is no such folder, or it is empty.</exception>
    public FolderFiles(string folder)
    {
        _folder = folder;
        if (File.Exists(folder))
            throw new InputException(
                $"{folder}: a file; a folder with targets.csv, defects.csv, descriptors.csv and initial structures was expected");
        if (!Directory.Exists(folder))
            throw new InputException($"{folder}: no such folder");
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InputException(
                $"{folder}: an empty folder; targets.csv, defects.csv, descriptors.csv and initial structures were expected");
    }

    /// <summary>The text of a file or of its gzipped form; null where there is neither.</summary>
    /// <exception cref="InputException">The file cannot be read or is cut off.</exception>
    public (string Path, StringReader Text)? Find(string name)
    {
        foreach (var path in (string[])[Path.Combine(_folder, name), Path.Combine(_folder, name + ".gz")])
        {
            if (File.Exists(path))
                return (path, new StringReader(Decoded(Bytes(path))));
        }
        return null;
    }

    /// <inheritdoc cref="Find"/>
    /// <exception cref="InputException">There is no such file, or it cannot be read.</exception>
    public (string Path, StringReader Text) Open(string name) => Find(name)
        ?? throw new InputException($"{_folder}: {name} (or {name}.gz) is missing");

    /// <summary>
    /// The initial structures by id: from <c>initial/</c>, or <c>initial.tar.gz</c> or <c>initial.tar</c> with or
    /// without folders in it.
    /// </summary>
    /// <exception cref="InputException">There are none, or the archive cannot be read.</exception>
    public Dictionary<string, StructureFile> Structures(BadRows faults)
    {
        var found = new Dictionary<string, StructureFile>();
        var plain = Path.Combine(_folder, "initial");
        if (Directory.Exists(plain))
        {
            foreach (var path in Directory.EnumerateFiles(plain, "*.cif", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal))
                Add(found, path, path, () => Bytes(path), faults);
        }
        if (found.Count > 0)
            return found;
        var archive = ((string[])["initial.tar.gz", "initial.tgz", "initial.tar"]).Select(name => Path.Combine(_folder, name))
            .FirstOrDefault(File.Exists)
            ?? throw new InputException($"{_folder}: initial.tar.gz (or a folder initial with CIFs) is missing");
        ReadArchive(archive, found, faults);
        if (found.Count == 0)
            throw new InputException($"{archive}: no CIF in it; one for each row of targets.csv was expected");
        return found;
    }

    private static void ReadArchive(string archive, Dictionary<string, StructureFile> found, BadRows faults)
    {
        try
        {
            using var tar = new TarReader(new MemoryStream(Bytes(archive), writable: false));
            while (tar.GetNextEntry() is { } entry)
            {
                // Archives made on a Mac hold a ._ file of attributes beside each file.
                if (entry.DataStream is not { } data || !entry.Name.EndsWith(".cif", StringComparison.OrdinalIgnoreCase)
                    || Path.GetFileName(entry.Name).StartsWith("._", StringComparison.Ordinal))
                    continue;
                var bytes = new byte[data.Length];
                data.ReadExactly(bytes);
                Add(found, entry.Name, $"{archive}, member {entry.Name}", () => bytes, faults);
            }
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or FormatException)
        {
            throw new InputException($"{archive}: the archive is broken or cut off ({fault.Message})", fault);
        }
    }

    private static void Add(
        Dictionary<string, StructureFile> found, string name, string source, Func<byte[]> bytes, BadRows faults)
    {
        var id = Path.GetFileNameWithoutExtension(name);
        if (!found.TryAdd(id, new StructureFile(source, () => Decoded(bytes()))))
            faults.Report($"{source}: a second structure of id {id}; one was expected");
    }

    private static string Decoded(byte[] bytes) =>
        Encoding.UTF8.GetString(
            bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes);

    private static byte[] Bytes(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return path.EndsWith("gz", StringComparison.OrdinalIgnoreCase) ? Gzip.Unpack(bytes) : bytes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InputException($"{path}: cannot be read ({fault.Message})", fault);
        }
    }
}

/// <summary>An initial structure that has not been parsed yet.</summary>
/// <param name="Source">File, or archive and member, for messages.</param>
/// <param name="Text">Gives its text.</param>
internal sealed record StructureFile(string Source, Func<string> Text);
