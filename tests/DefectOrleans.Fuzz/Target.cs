namespace DefectOrleans.Fuzz;

/// <summary>Something that reads what comes from outside, and valid samples of that.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Samples">What it reads as it should.</param>
/// <param name="Read">Reads bytes to a value, or refuses them by name.</param>
public sealed record Target(string Name, IReadOnlyList<byte[]> Samples, Action<byte[]> Read)
{
    /// <summary>How often it is drawn beside the others.</summary>
    public int Weight { get; init; } = 20;

    /// <summary>Puts right what guards the content, such as a checksum, so that damage gets through to the reader.</summary>
    public Func<byte[], byte[]> Seal { get; init; } = bytes => bytes;
}
