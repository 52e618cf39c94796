using System.Collections.Immutable;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// The best formula of each complexity, those kept that are better than every simpler one. Formulas of round numbers
/// alone stand on a front of their own beside: a constant that was bent to noisy points does a little better on those
/// points than the law that made them. Of equal candidates the first offered stays.
/// </summary>
public sealed class ParetoFront
{
    private readonly Layer _all = new(), _round = new();

    /// <summary>The front, simplest first; of two that are as simple, the one of round numbers first.</summary>
    public ImmutableArray<Candidate> Candidates =>
        [.. _round.Values.Concat(_all.Values).Distinct().OrderBy(c => c.Complexity).ThenByDescending(c => c.Error)];

    /// <summary>The smallest error; infinite while empty.</summary>
    public double BestError => _all.BestError;

    /// <summary>Takes a candidate if nothing as simple is as good. Returns whether it was taken.</summary>
    public bool Offer(Candidate candidate)
    {
        if (!double.IsFinite(candidate.Error))
            return false;
        var taken = _all.Offer(candidate);
        return candidate.IsRound ? _round.Offer(candidate) || taken : taken;
    }

    /// <summary>Takes all of another front.</summary>
    public void Merge(IEnumerable<Candidate> others)
    {
        foreach (var candidate in others)
            Offer(candidate);
    }

    /// <summary>A front by complexity; errors fall strictly.</summary>
    private sealed class Layer
    {
        // A gain in the last digits is rounding, not a better formula.
        private const double LeastGain = 1e-9;

        private readonly SortedDictionary<int, Candidate> _best = [];

        public IEnumerable<Candidate> Values => _best.Values;

        public double BestError => _best.Count == 0 ? double.PositiveInfinity : _best.Values.Last().Error;

        public bool Offer(Candidate candidate)
        {
            foreach (var (complexity, held) in _best)
            {
                if (complexity > candidate.Complexity)
                    break;
                if (!Gains(held, candidate))
                    return false;
            }
            _best[candidate.Complexity] = candidate;
            foreach (var complexity in _best.Where(b => b.Key > candidate.Complexity && !Gains(candidate, b.Value)).Select(b => b.Key).ToList())
                _best.Remove(complexity);
            return true;
        }

        private static bool Gains(Candidate simple, Candidate other) => other.Error < simple.Error * (1 - LeastGain);
    }
}
