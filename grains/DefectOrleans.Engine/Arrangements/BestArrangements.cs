namespace DefectOrleans.Engine.Arrangements;

/// <summary>An arrangement by its labels, as the walk finds it.</summary>
/// <param name="Key">What ranks it: lowest first.</param>
/// <param name="Labels">Labels of its sites, defect by defect.</param>
/// <param name="Multiplicity">How many arrangements are the same by symmetry.</param>
internal sealed record FoundArrangement(double Key, ushort[] Labels, long Multiplicity) : IComparable<FoundArrangement>
{
    public int CompareTo(FoundArrangement? other) =>
        Key.CompareTo(other!.Key) is var order && order != 0 ? order : Labels.AsSpan().SequenceCompareTo(other.Labels);
}

/// <summary>
/// The best arrangements of a walk, of equal ones those of lesser labels: the same ones in whichever order they are found. For
/// several threads.
/// </summary>
/// <param name="most">How many are kept.</param>
/// <param name="window">How much worse than the best they may be.</param>
internal sealed class BestArrangements(int most, double window)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<FoundArrangement, FoundArrangement> _worstFirst = new(Comparer<FoundArrangement>.Create(
        (one, other) => other.CompareTo(one)));

    private double _best = double.PositiveInfinity;
    private double _limit = double.PositiveInfinity;

    /// <summary>What is worse is not kept.</summary>
    public double Limit => Volatile.Read(ref _limit);

    /// <summary>The best key so far.</summary>
    public double Best => Volatile.Read(ref _best);

    /// <summary>Keeps an arrangement where it is among the best.</summary>
    public void Offer(double key, ReadOnlySpan<ushort> labels, long multiplicity)
    {
        if (key > Limit)
            return;
        var found = new FoundArrangement(key, labels.ToArray(), multiplicity);
        lock (_gate)
        {
            if (_worstFirst.Count < most)
                _worstFirst.Enqueue(found, found);
            else
                _worstFirst.EnqueueDequeue(found, found);
            Volatile.Write(ref _best, Math.Min(_best, key));
            while (_worstFirst.TryPeek(out var worst, out _) && worst.Key > _best + window)
                _worstFirst.Dequeue();
            var limit = _worstFirst.Count < most ? double.PositiveInfinity : _worstFirst.Peek().Key;
            Volatile.Write(ref _limit, Math.Min(limit, _best + window));
        }
    }

    /// <summary>Those kept, best first.</summary>
    public IReadOnlyList<FoundArrangement> Ranked()
    {
        lock (_gate)
            return [.. _worstFirst.UnorderedItems.Select(item => item.Element).Order()];
    }
}
