namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// The valid formulas of an epoch as rows of tokens with their errors: what elites are picked from. It grows to the
/// largest epoch and is used again, so that scoring allocates nothing. Formulas too long for a row, or with tokens that the
/// network does not know, are passed over.
/// </summary>
internal sealed class ScoredRows(int steps, int knownTokens)
{
    private byte[] _tokens = [];
    private double[] _errors = [];
    private Origin[] _origins = [];

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Add(ReadOnlySpan<byte> tokens, double error, Origin origin)
    {
        // The last step is for the end.
        if (tokens.Length >= steps || tokens.ContainsAnyInRange((byte)knownTokens, byte.MaxValue))
            return;
        if (Count == _errors.Length)
        {
            Array.Resize(ref _errors, Math.Max(1024, 2 * Count));
            Array.Resize(ref _origins, _errors.Length);
            Array.Resize(ref _tokens, _errors.Length * steps);
        }
        var row = _tokens.AsSpan(Count * steps, steps);
        row.Clear();
        tokens.CopyTo(row);
        _origins[Count] = origin;
        _errors[Count++] = error;
    }

    /// <summary>Copies of the best share, best first; the earlier of equals first.</summary>
    /// <param name="share">The share.</param>
    /// <param name="yields">By origin; its elites are counted there.</param>
    public byte[][] Best(double share, Span<Yield> yields)
    {
        var order = new int[Count];
        for (var i = 0; i < Count; i++)
            order[i] = i;
        Array.Sort(order, (a, b) => (_errors[a], a).CompareTo((_errors[b], b)));
        var rows = new byte[Math.Min(Count, Math.Max(1, (int)Math.Round(share * Count)))][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = _tokens.AsSpan(order[i] * steps, steps).ToArray();
            yields[(int)_origins[order[i]]] += new Yield(0, 0, 0, 1);
        }
        return rows;
    }
}
