using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Engine.Crystals;

/// <summary>Reads structures from files of any format that <see cref="StructureFormats"/> knows.</summary>
public static class StructureReader
{
    /// <summary>Reads a structure file; the structure is named after it, without the extension.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no structure; the message says in which line.</exception>
    public static IReadOnlyList<Structure> ReadFile(string path) => Read(TextOf(path), StructureFormats.NameOf(path), path);

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
            throw new InputException($"{path}: {reason}; a {StructureFormats.Names} was expected", fault);
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
}
