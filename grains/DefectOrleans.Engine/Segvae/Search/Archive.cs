using DefectOrleans.Engine.Segvae.Expressions;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// The best few formulas of each complexity, those of round numbers apart from those with fitted constants: parents of
/// local edits.
/// </summary>
internal sealed class Archive(int maxComplexity, int depth)
{
    private readonly Layer _round = new(maxComplexity, depth), _fitted = new(maxComplexity, depth);

    public bool IsEmpty => _round.IsEmpty && _fitted.IsEmpty;

    public IEnumerable<Candidate> All => _round.All.Concat(_fitted.All);

    /// <summary>The error that a formula of this complexity must beat to be kept.</summary>
    /// <param name="complexity">Its complexity.</param>
    /// <param name="isRound">Whether it has round numbers alone.</param>
    public double Threshold(int complexity, bool isRound) => (isRound ? _round : _fitted).Threshold(complexity);

    public void Clear()
    {
        _round.Clear();
        _fitted.Clear();
    }

    public void Offer(Candidate candidate) => (candidate.IsRound ? _round : _fitted).Offer(candidate);

    /// <summary>Draws a parent: a complexity evenly, then the better ones of it more often. Null while there is none.</summary>
    /// <param name="round">From the formulas of round numbers, or from all.</param>
    /// <param name="random">Drives the draw.</param>
    public Candidate? Draw(bool round, ref SeededRandom random)
    {
        var layer = round || _fitted.IsEmpty || (!_round.IsEmpty && random.NextUniform() < 0.25) ? _round : _fitted;
        return layer.IsEmpty ? null : layer.Draw(ref random);
    }

    private sealed class Layer(int maxComplexity, int depth)
    {
        private readonly List<Candidate>[] _levels =
            [.. Enumerable.Range(0, maxComplexity + 1).Select(_ => new List<Candidate>(depth + 1))];

        private readonly List<int> _used = [];

        public bool IsEmpty => _used.Count == 0;

        public IEnumerable<Candidate> All => _used.SelectMany(c => _levels[c]);

        public double Threshold(int complexity) =>
            _levels[complexity].Count < depth ? double.PositiveInfinity : _levels[complexity][^1].Error;

        public void Clear()
        {
            foreach (var level in _levels)
                level.Clear();
            _used.Clear();
        }

        public void Offer(Candidate candidate)
        {
            var level = _levels[candidate.Complexity];
            var at = level.FindIndex(c => candidate.Error < c.Error);
            if (at < 0)
                at = level.Count;
            if (at >= depth)
                return;
            // In order, so that a draw does not depend on which complexity came first.
            if (level.Count == 0)
                _used.Insert(~_used.BinarySearch(candidate.Complexity), candidate.Complexity);
            level.Insert(at, candidate);
            if (level.Count > depth)
                level.RemoveAt(depth);
        }

        public Candidate Draw(ref SeededRandom random)
        {
            var level = _levels[_used[random.NextInt(_used.Count)]];
            var rank = random.NextUniform();
            return level[(int)(rank * rank * level.Count)];
        }
    }
}
