using System.Collections.Immutable;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>Crystallographic Information File of the IUCr.</summary>
public sealed class CifFormat : StructureFormat
{
    private static readonly string[] Beginnings = ["data_", "_cell_length_a", "_cell.length_a"];

    /// <inheritdoc/>
    public override string Name => "CIF";

    /// <inheritdoc/>
    public override ImmutableArray<string> Extensions { get; } = [".cif"];

    // The first line of a POSCAR is free text, so only words at the beginning of a line tell a CIF.
    /// <inheritdoc/>
    public override bool Recognises(string text) =>
        text.Split('\n').Any(line => Beginnings.Any(word => line.StartsWith(word, StringComparison.OrdinalIgnoreCase)));

    /// <inheritdoc/>
    public override IReadOnlyList<Structure> Read(
        string text, string name, string source) => [CifReader.Read(text, name, source)];

    /// <inheritdoc/>
    public override Func<IReadOnlyList<Structure>, string> Write => structures =>
        string.Concat(structures.Select(CifWriter.Write));
}
