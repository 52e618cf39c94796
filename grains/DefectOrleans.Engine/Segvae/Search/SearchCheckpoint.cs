namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Where a search keeps its state while it runs: a file written whole at ends of epochs. An epoch that is cut off is done
/// again from its start, so a resumed search finds what an uninterrupted one would have found.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Resume">Whether to go on from what the file holds, where there is one.</param>
public sealed record SearchCheckpoint(string Path, bool Resume = false)
{
    /// <summary>
    /// Least time between two writings; the state at an end that no time or person brought about is always written.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Writes a search's state.</summary>
    /// <exception cref="InputException">The place can't be written to.</exception>
    public void Save(FormulaSearch search)
    {
        using var state = new MemoryStream();
        search.Write(state);
        WholeFile.Write(Path, state.GetBuffer().AsSpan(0, (int)state.Length));
    }

    /// <summary>The saved state; null where there is none to go on from.</summary>
    /// <exception cref="InputException">The file can't be read.</exception>
    public Stream? Open()
    {
        if (!Resume || !File.Exists(Path))
            return null;
        try
        {
            return new MemoryStream(File.ReadAllBytes(Path), writable: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Path}: the interrupted search can't be read ({e.Message}); delete it to start anew", e);
        }
    }
}
