namespace DefectOrleans.Engine.Datasets;

/// <summary>Bad rows and structures: an error at once, or noted and left out.</summary>
internal sealed class BadRows(bool skipBad)
{
    private readonly List<string> _skipped = [];

    /// <summary>What was left out, one message each.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>A bad row or structure.</summary>
    /// <exception cref="InputException">Bad ones are not to be left out.</exception>
    public void Report(string message)
    {
        if (!skipBad)
            throw new InputException(message);
        _skipped.Add(message);
    }
}
