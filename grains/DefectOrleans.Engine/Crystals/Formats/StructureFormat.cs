using System.Collections.Immutable;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>
/// A format of structure files, told apart from others by name and by text. Listed in <see cref="StructureFormats"/>.
/// </summary>
public abstract class StructureFormat
{
    /// <summary>What people call it.</summary>
    public abstract string Name { get; }

    /// <summary>Extensions of its files, in lower case, with the dot.</summary>
    public abstract ImmutableArray<string> Extensions { get; }

    /// <summary>What names of its files without an extension begin with, in upper case.</summary>
    public virtual ImmutableArray<string> FileNames => [];

    /// <summary>Whether a text whose name tells nothing is of this format.</summary>
    public abstract bool Recognises(string text);

    /// <summary>Reads the structures of a text, at least one.</summary>
    /// <param name="text">The file's text, lines ended by \n.</param>
    /// <param name="name">The structure's name; several are told apart by a number.</param>
    /// <param name="source">What messages call the file.</param>
    /// <exception cref="InputException">The text is none of this format; the message says in which line.</exception>
    public abstract IReadOnlyList<Structure> Read(string text, string name, string source);

    /// <summary>Writes the text of structures; null for formats that are only read.</summary>
    public virtual Func<IReadOnlyList<Structure>, string>? Write => null;

    /// <summary>What the structure of a number (from 0) is called among several of one file.</summary>
    internal static string Numbered(string name, int number, int count) => count == 1 ? name : $"{name}#{number + 1}";
}
