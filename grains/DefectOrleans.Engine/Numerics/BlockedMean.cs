namespace DefectOrleans.Engine.Numerics;

/// <summary>A value with its standard error.</summary>
public readonly record struct Estimate(double Value, double Error);

/// <summary>
/// The mean of values that follow each other and are like their neighbours, with the standard error that this likeness makes:
/// pairs of neighbours are averaged over and over, and the error grows until blocks are longer than the likeness lasts
/// (H. Flyvbjerg and H. G. Petersen, J. Chem. Phys. 91, 461, 1989). Memory grows with the logarithm of the number of values.
/// </summary>
internal sealed class BlockedMean
{
    // Errors of fewer blocks are too uncertain to look for the largest.
    private const int FewestBlocks = 32;

    private readonly List<Level> _levels = [new Level()];
    private double _first = double.NaN;

    /// <summary>How many values there are.</summary>
    public long Count => _levels[0].Count;

    /// <summary>Adds the next value.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(_first))
            _first = value;
        // Squares of what is left of the first value lose no digits.
        var block = value - _first;
        for (var at = 0; ; at++)
        {
            if (at == _levels.Count)
                _levels.Add(new Level());
            if (!_levels[at].Takes(ref block))
                return;
        }
    }

    /// <summary>Mean and standard error; NaN where there are no values, or too few.</summary>
    public Estimate Estimate => new(
        _first + _levels[0].Mean,
        _levels.Where((level, at) => at == 0 || level.Count >= FewestBlocks).Max(level => level.Error));

    /// <summary>The mean of means that have nothing to do with each other.</summary>
    public static Estimate Mean(IReadOnlyCollection<Estimate> estimates) => new(
        estimates.Average(estimate => estimate.Value),
        Math.Sqrt(estimates.Sum(estimate => estimate.Error * estimate.Error)) / estimates.Count);

    private sealed class Level
    {
        private double _sum, _squares, _waiting;
        private bool _waits;

        public long Count { get; private set; }

        public double Mean => _sum / Count;

        public double Error => Math.Sqrt(Math.Max(0, _squares / Count - Mean * Mean) / (Count - 1));

        /// <summary>Counts a value; with the one before it may make a block for the next level.</summary>
        public bool Takes(ref double value)
        {
            Count++;
            _sum += value;
            _squares += value * value;
            _waits = !_waits;
            if (_waits)
            {
                _waiting = value;
                return false;
            }
            value = (_waiting + value) / 2;
            return true;
        }
    }
}
