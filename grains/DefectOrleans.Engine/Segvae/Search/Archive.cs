using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// The best few formulas of each complexity and kind of numbers: parents of local edits.
/// </summary>
internal sealed class Archive(int maxComplexity, int depth)
{
    private readonly Layer[] _layers = [.. Enumerable.Range(0, NumbersOf.Kinds).Select(_ => new Layer(maxComplexity, depth))];

    /// <summary>The highest complexity that it holds.</summary>
    public int MaxComplexity => maxComplexity;

    public bool IsEmpty => _layers.All(layer => layer.IsEmpty);

    public IEnumerable<Candidate> All => _layers.SelectMany(layer => layer.All);

    /// <summary>The error that a formula of this complexity must beat to be kept.</summary>
    /// <param name="complexity">Its complexity.</param>
    /// <param name="numbers">Its numbers.</param>
    public double Threshold(int complexity, Numbers numbers) => _layers[(int)numbers].Threshold(complexity);

    public void Clear()
    {
        foreach (var layer in _layers)
            layer.Clear();
    }

    public void Offer(Candidate candidate) => _layers[(int)candidate.Numbers].Offer(candidate);

    /// <summary>Draws a parent: a complexity evenly, then the better ones of it more often. Null while there is none.</summary>
    /// <param name="round">From the formulas without fitted constants, or from all.</param>
    /// <param name="random">Drives the draw.</param>
    public Candidate? Draw(bool round, ref SeededRandom random)
    {
        var kind = !round && random.NextUniform() >= 0.25
            ? Numbers.Fitted
            : random.NextUniform() < 0.5 ? Numbers.Small : Numbers.Round;
        // What has no formulas yet leaves the draw to the others.
        for (var tries = 0; tries < NumbersOf.Kinds; tries++, kind = Next(kind, round))
        {
            if (!_layers[(int)kind].IsEmpty)
                return _layers[(int)kind].Draw(ref random);
        }
        return null;
    }

    private static Numbers Next(Numbers kind, bool round) => kind switch
    {
        Numbers.Small => Numbers.Round,
        Numbers.Round when !round => Numbers.Fitted,
        _ => Numbers.Small,
    };

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
