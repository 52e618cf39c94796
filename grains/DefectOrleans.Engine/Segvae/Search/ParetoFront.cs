using System.Collections.Immutable;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// The best formula of each complexity, those kept that are better than every simpler one. The order in which equal
/// candidates are offered does not matter as long as it is the same: the first stays.
/// </summary>
public sealed class ParetoFront
{
    // A gain in the last digits is rounding, not a better formula.
    private const double LeastGain = 1e-9;

    private readonly SortedDictionary<int, Candidate> _best = [];

    /// <summary>The front, simplest first; errors fall strictly.</summary>
    public ImmutableArray<Candidate> Candidates => [.. _best.Values];

    /// <summary>The smallest error; infinite while empty.</summary>
    public double BestError => _best.Count == 0 ? double.PositiveInfinity : _best.Values.Last().Error;

    /// <summary>Takes a candidate if nothing as simple is as good. Returns whether it was taken.</summary>
    public bool Offer(Candidate candidate)
    {
        if (!double.IsFinite(candidate.Error))
            return false;
        foreach (var (complexity, held) in _best)
        {
            if (complexity > candidate.Complexity)
                break;
            if (held.Error * (1 - LeastGain) <= candidate.Error)
                return false;
        }
        _best[candidate.Complexity] = candidate;
        foreach (var complexity in _best.Where(b => b.Key > candidate.Complexity && b.Value.Error >= candidate.Error).Select(b => b.Key).ToList())
            _best.Remove(complexity);
        return true;
    }

    /// <summary>Takes all of another front.</summary>
    public void Merge(IEnumerable<Candidate> others)
    {
        foreach (var candidate in others)
            Offer(candidate);
    }
}
