using System.Collections.Immutable;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>POSCAR and CONTCAR of VASP.</summary>
public sealed class PoscarFormat : StructureFormat
{
    /// <inheritdoc/>
    public override string Name => "POSCAR";

    /// <inheritdoc/>
    public override ImmutableArray<string> Extensions { get; } = [".poscar", ".vasp"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FileNames { get; } = ["POSCAR", "CONTCAR"];

    // Its first line is free text; the scale and three vectors follow.
    /// <inheritdoc/>
    public override bool Recognises(string text) =>
        text.Split('\n', 6) is [_, var scale, var a, var b, var c, ..] && BeginsWithNumbers(scale, 1)
        && BeginsWithNumbers(a, 3) && BeginsWithNumbers(b, 3) && BeginsWithNumbers(c, 3);

    /// <inheritdoc/>
    public override IReadOnlyList<Structure> Read(
        string text, string name, string source) => [PoscarReader.Read(text, name, source)];

    /// <inheritdoc/>
    public override Func<IReadOnlyList<Structure>, string> Write => structures =>
        string.Concat(structures.Select(PoscarWriter.Write));

    private static bool BeginsWithNumbers(string line, int count) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => FileText.TryNumber(word, out _))
            .Count() >= count;
}
