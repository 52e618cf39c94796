using System.Collections.Immutable;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>Structures as pymatgen writes them to JSON, alone or within documents of databases.</summary>
public sealed class PymatgenFormat : StructureFormat
{
    /// <inheritdoc/>
    public override string Name => "pymatgen JSON";

    /// <inheritdoc/>
    public override ImmutableArray<string> Extensions { get; } = [".json"];

    /// <inheritdoc/>
    public override bool Recognises(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    /// <inheritdoc/>
    public override IReadOnlyList<Structure> Read(string text, string name, string source) =>
        PymatgenReader.Read(text, name, source);
}
