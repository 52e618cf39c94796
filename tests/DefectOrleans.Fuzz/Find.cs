namespace DefectOrleans.Fuzz;

/// <summary>A case that ended in neither a value nor a named refusal, or took too much.</summary>
/// <param name="Target">What read it.</param>
/// <param name="Case">Its number.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Kind">What it did: <c>fault</c>, <c>slow</c>, <c>memory</c>, <c>stuck</c>.</param>
/// <param name="Detail">The exception, or how much.</param>
/// <param name="Input">What was read.</param>
public sealed record Find(string Target, long Case, ulong Seed, string Kind, string Detail, byte[] Input)
{
    /// <summary>Where the fault arose: cases with the same one are told once.</summary>
    public string Place => Kind == "fault"
        ? string.Join('\n', Detail.Split('\n').Where(line => line.StartsWith("   at ", StringComparison.Ordinal)).Take(3))
        : $"{Target} {Kind}";

    /// <summary>Writes the input and, beside it, what happened.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, $"{Target.Replace(' ', '-')}-{Kind}-seed{Seed}-case{Case}");
        File.WriteAllBytes(name + ".input", Input);
        File.WriteAllText(name + ".txt", $"{Target}, seed {Seed}, case {Case}: {Kind}\n{Detail}\n");
    }
}
