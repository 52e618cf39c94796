using System.Collections.Immutable;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>All formats of structure files: what readers, commands, API and page know of formats they ask here.</summary>
public static class StructureFormats
{
    private const string Packed = ".gz";

    /// <summary>The formats in the order in which a text is offered to them.</summary>
    public static ImmutableArray<StructureFormat> All { get; } =
        [new CifFormat(), new PoscarFormat(), new PymatgenFormat(), new ExtendedXyzFormat()];

    /// <summary>Their names in a sentence: CIF, POSCAR, … or another.</summary>
    public static string Names { get; } = $"{string.Join(", ", All.SkipLast(1).Select(format => format.Name))} or {All[^1].Name}";

    /// <summary>The format that a file's name tells; null where it tells none.</summary>
    public static StructureFormat? OfName(string path)
    {
        var file = Unpacked(Path.GetFileName(path));
        var extension = Path.GetExtension(file).ToLowerInvariant();
        return All.FirstOrDefault(format => format.Extensions.Contains(extension))
            ?? All.FirstOrDefault(format => HasName(format, file));
    }

    /// <summary>The format of a file by its name, or else by its text.</summary>
    /// <exception cref="InputException">Neither tells one.</exception>
    public static StructureFormat Of(string path, string text) =>
        OfName(path) ?? All.FirstOrDefault(format => format.Recognises(text))
            ?? throw new InputException($"{path}: neither name nor text is of a known format; a {Names} was expected");

    /// <summary>What the structure of a file is called: the file's name without extensions that tell its format.</summary>
    public static string NameOf(string path)
    {
        var file = Unpacked(Path.GetFileName(path));
        return All.Any(format => HasName(format, file)) ? file : Path.GetFileNameWithoutExtension(file);
    }

    private static bool HasName(StructureFormat format, string file) =>
        format.FileNames.Any(name => file.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static string Unpacked(string file) =>
        file.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? file[..^Packed.Length] : file;
}
