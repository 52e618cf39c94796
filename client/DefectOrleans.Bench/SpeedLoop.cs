namespace DefectOrleans.Bench;

/// <summary>A loop whose throughput is measured.</summary>
/// <param name="Round">From the number of a round to the items that it did.</param>
/// <param name="KeptBytes">
/// Bytes that it has allocated for what it keeps, such as formulas good enough for an archive; null where it keeps nothing.
/// </param>
internal sealed record SpeedLoop(Func<ulong, long> Round, Func<long>? KeptBytes = null);
