using System.Collections.Immutable;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// The best formulas by error, complexity and numbers: one stays while no other that is as simple, with numbers of as
/// little choice, is as good. A constant that was bent to noisy points does a little better on those points than the law
/// that made them, and must not hide it. Of equal candidates the first offered stays.
/// </summary>
public sealed class ParetoFront
{
    // By kind of numbers; each holds the kinds before it too.
    private readonly Layer[] _layers = [.. Enumerable.Range(0, NumbersOf.Kinds).Select(_ => new Layer())];

    /// <summary>The front, simplest first; of those that are as simple, the less exact first.</summary>
    public ImmutableArray<Candidate> Candidates =>
        [.. _layers.SelectMany(layer => layer.Values).Distinct().OrderBy(c => c.Complexity).ThenByDescending(c => c.Error)];

    /// <summary>The smallest error; infinite while empty.</summary>
    public double BestError => _layers[^1].BestError;

    /// <summary>
    /// What stays by how much choice numbers may have, the least first, each simplest first: all that the front knows. Of
    /// candidates as good as each other it depends on their order which of them is where.
    /// </summary>
    internal IEnumerable<Candidate[]> Kinds => _layers.Select(layer => layer.Values.ToArray());

    /// <summary>Whether <see cref="Offer"/> would take it.</summary>
    public bool Takes(Candidate candidate)
    {
        if (!double.IsFinite(candidate.Error) || candidate.IsParentOnly)
            return false;
        foreach (var layer in _layers.AsSpan((int)candidate.Numbers))
        {
            if (layer.Takes(candidate))
                return true;
        }
        return false;
    }

    /// <summary>Takes a candidate if nothing as simple is as good. Returns whether it was taken.</summary>
    public bool Offer(Candidate candidate)
    {
        if (!double.IsFinite(candidate.Error) || candidate.IsParentOnly)
            return false;
        var taken = false;
        foreach (var layer in _layers.AsSpan((int)candidate.Numbers))
            taken |= layer.Offer(candidate);
        return taken;
    }

    /// <summary>Takes all of another front.</summary>
    public void Merge(IEnumerable<Candidate> others)
    {
        foreach (var candidate in others)
            Offer(candidate);
    }

    /// <summary>Takes back one of <see cref="Kinds"/>, into a front that is empty there.</summary>
    internal void Restore(int kind, IEnumerable<Candidate> candidates)
    {
        foreach (var candidate in candidates)
            _layers[kind].Offer(candidate);
    }

    /// <summary>A front by complexity; errors fall strictly.</summary>
    private sealed class Layer
    {
        // A gain in the last digits is rounding, not a better formula.
        private const double LeastGain = 1e-9;

        private readonly SortedDictionary<int, Candidate> _best = [];

        public IEnumerable<Candidate> Values => _best.Values;

        public double BestError => _best.Count == 0 ? double.PositiveInfinity : _best.Values.Last().Error;

        public bool Takes(Candidate candidate)
        {
            foreach (var (complexity, held) in _best)
            {
                if (complexity > candidate.Complexity)
                    break;
                if (!Gains(held, candidate))
                    return false;
            }
            return true;
        }

        public bool Offer(Candidate candidate)
        {
            if (!Takes(candidate))
                return false;
            _best[candidate.Complexity] = candidate;
            foreach (var complexity in _best.Where(b => b.Key > candidate.Complexity && !Gains(candidate, b.Value))
                .Select(b => b.Key).ToList())
                _best.Remove(complexity);
            return true;
        }

        private static bool Gains(Candidate simple, Candidate other) => other.Error < simple.Error * (1 - LeastGain);
    }
}
