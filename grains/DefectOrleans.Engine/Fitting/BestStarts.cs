namespace DefectOrleans.Engine.Fitting;

/// <summary>The best few of many guesses of a formula's numbers, best first. Does not allocate once it is large enough.</summary>
internal sealed class BestStarts
{
    private double[] _numbers = [], _costs = [];
    private int _size, _most;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers of one.</summary>
    public Span<double> this[int place] => _numbers.AsSpan(place * _size, _size);

    /// <summary>Forgets all.</summary>
    /// <param name="size">Numbers of a guess.</param>
    /// <param name="most">Guesses that are kept, at least one.</param>
    public void Clear(int size, int most)
    {
        (_size, _most, Count) = (size, most, 0);
        if (_numbers.Length < most * size)
            _numbers = new double[most * size];
        if (_costs.Length < most)
            _costs = new double[most];
    }

    /// <summary>Keeps a copy of a guess, if it is among the best; of equal ones the first.</summary>
    public void Offer(double cost, ReadOnlySpan<double> guess)
    {
        if (!double.IsFinite(cost) || Count == _most && cost >= _costs[Count - 1])
            return;
        Count = Math.Min(Count + 1, _most);
        var place = Count - 1;
        for (; place > 0 && _costs[place - 1] > cost; place--)
        {
            _costs[place] = _costs[place - 1];
            this[place - 1].CopyTo(this[place]);
        }
        _costs[place] = cost;
        guess.CopyTo(this[place]);
    }
}
