using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Engine.Crystals;

/// <summary>Reads a structure from a CIF, a POSCAR or a pymatgen JSON, told apart by extension and then by content.</summary>
public static class StructureReader
{
    /// <summary>Reads a structure file; the structure is named after it, without the extension.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no structure; the message says in which line.</exception>
    public static Structure ReadFile(string path) => Read(TextOf(path), NameOf(path), path);

    /// <summary>What a structure file holds.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var reason = Directory.Exists(path) ? "it is a folder" : File.Exists(path) ? fault.Message : "no such file";
            throw new InputException($"{path}: {reason}; a CIF, POSCAR or pymatgen JSON was expected", fault);
        }
    }

    /// <summary>Reads a structure's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The structure's name.</param>
    /// <param name="source">The file it came from, whose name may tell the format; the name where it is not given.</param>
    /// <exception cref="InputException">The text is no structure; the message says in which line.</exception>
    public static Structure Read(string text, string name, string? source = null)
    {
        source ??= name;
        text = text.TrimStart('\uFEFF');
        if (string.IsNullOrWhiteSpace(text))
            throw new InputException($"{source}: an empty file; a CIF, POSCAR or pymatgen JSON was expected");
        return Path.GetExtension(source).ToLowerInvariant() switch
        {
            ".cif" => CifReader.Read(text, name, source),
            ".json" => PymatgenReader.Read(text, name, source),
            ".poscar" or ".vasp" => PoscarReader.Read(text, name, source),
            _ when IsPoscarName(Path.GetFileName(source)) => PoscarReader.Read(text, name, source),
            _ when text.TrimStart().StartsWith('{') => PymatgenReader.Read(text, name, source),
            _ when LooksLikeCif(text) => CifReader.Read(text, name, source),
            _ => PoscarReader.Read(text, name, source),
        };
    }

    /// <summary>What the structure of a file is called.</summary>
    public static string NameOf(string path) => IsPoscarName(Path.GetFileName(path)) ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(path);

    private static bool IsPoscarName(string file) =>
        file.StartsWith("POSCAR", StringComparison.OrdinalIgnoreCase) || file.StartsWith("CONTCAR", StringComparison.OrdinalIgnoreCase);

    // The first line of a POSCAR is free text, so only words at the beginning of a line tell a CIF.
    private static bool LooksLikeCif(string text) => text.Split('\n').Any(line =>
        line.StartsWith("data_", StringComparison.OrdinalIgnoreCase) || line.StartsWith("_cell_length_a", StringComparison.OrdinalIgnoreCase));
}
