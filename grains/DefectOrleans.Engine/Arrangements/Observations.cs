using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>What one replica shows at one temperature. For one thread at a time.</summary>
internal sealed class Observations
{
    /// <summary>Width of the bins of gaps, eV.</summary>
    public const double BinWidth = 0.01;

    private readonly CellEnergies _cell;
    private readonly PairShells _shells;
    private readonly double _contact;
    private readonly BlockedMean[] _pairs, _random;
    private readonly int[] _found;
    private readonly SortedDictionary<int, BlockedMean> _clusters = [];
    private int[] _sites = [], _kinds = [], _roots = [], _sizes = [];
    private (int Basis, int A, int B)[] _places = [];

    public Observations(CellEnergies cell, PairShells shells, double contact)
    {
        (_cell, _shells, _contact) = (cell, shells, contact);
        _pairs = [.. shells.All.Select(_ => new BlockedMean())];
        _random = [.. shells.All.Select(_ => new BlockedMean())];
        _found = new int[shells.All.Length];
        Counts = [.. cell.Kinds.Select(_ => new BlockedMean())];
    }

    /// <summary>Formation energy, eV.</summary>
    public BlockedMean Energy { get; } = new();

    /// <summary>Formation energies less what defects are paid, one after the other, eV.</summary>
    public List<double> Potentials { get; } = [];

    /// <summary>Numbers of defects by kind.</summary>
    public ImmutableArray<BlockedMean> Counts { get; }

    /// <summary>Gap, eV.</summary>
    public BlockedMean Gap { get; } = new();

    /// <summary>How many gaps lie in each bin.</summary>
    public SortedDictionary<int, long> Gaps { get; } = [];

    /// <summary>Defects of the largest cluster.</summary>
    public BlockedMean Largest { get; } = new();

    /// <summary>Sizes of the clusters that were seen.</summary>
    public IEnumerable<int> ClusterSizes => _clusters.Keys;

    /// <summary>Pairs of a shell.</summary>
    public Estimate Pairs(int shell) => _pairs[shell].Estimate;

    /// <summary>Pairs of a shell if the defects stood at random.</summary>
    public double AtRandom(int shell) => _random[shell].Estimate.Value;

    /// <summary>Clusters of a size.</summary>
    public Estimate Clusters(int size)
    {
        if (!_clusters.TryGetValue(size, out var seen))
            return new Estimate(0, 0);
        return seen.Estimate;
    }

    /// <summary>Looks at a state.</summary>
    public void Add(LatticeState state)
    {
        Make(state);
        Energy.Add(state.Energy);
        Potentials.Add(state.Potential);
        for (var kind = 0; kind < Counts.Length; kind++)
            Counts[kind].Add(state.Counts[kind]);
        if (_cell.Composer.Predicts(Property.Gap)
            && _cell.Of(_sites.AsSpan(0, state.Count), _kinds.AsSpan(0, state.Count), _places).Gap is var gap
            && double.IsFinite(gap))
        {
            Gap.Add(gap);
            var bin = (int)Math.Floor(gap / BinWidth);
            Gaps[bin] = Gaps.GetValueOrDefault(bin) + 1;
        }
        LookAtPairs(state);
    }

    private void Make(LatticeState state)
    {
        if (_sites.Length < state.Count)
        {
            (_sites, _kinds) = (new int[state.OpenSites], new int[state.OpenSites]);
            (_roots, _sizes) = (new int[state.OpenSites], new int[state.OpenSites]);
            _places = new (int, int, int)[state.OpenSites];
        }
        state.Placed.CopyTo(_sites);
        for (var i = 0; i < state.Count; i++)
            _kinds[i] = state.KindAt(_sites[i]);
    }

    private void LookAtPairs(LatticeState state)
    {
        var effects = _cell.Effects;
        _found.AsSpan().Clear();
        for (var j = 0; j < state.Count; j++)
        {
            _places[j] = effects.Place(_sites[j]);
            _roots[j] = j;
            for (var i = 0; i < j; i++)
            {
                var shell = effects.ShellOf(_places[i], _places[j]);
                if (_shells.Of(_kinds[i], _kinds[j], shell) is var number and >= 0)
                    _found[number]++;
                if (effects.Distance(shell) <= _contact)
                    Join(i, j);
            }
        }
        for (var shell = 0; shell < _found.Length; shell++)
        {
            _pairs[shell].Add(_found[shell]);
            _random[shell].Add(_shells.AtRandom(_cell, shell, state.Counts));
        }
        CountClusters(state.Count);
    }

    private void CountClusters(int defects)
    {
        var sizes = _sizes.AsSpan(0, defects);
        sizes.Clear();
        for (var i = 0; i < defects; i++)
            sizes[Root(i)]++;
        var largest = 0;
        var counts = new Dictionary<int, int>();
        foreach (var size in sizes)
        {
            largest = Math.Max(largest, size);
            if (size > 0)
                counts[size] = counts.GetValueOrDefault(size) + 1;
        }
        Largest.Add(largest);
        foreach (var size in counts.Keys.Where(size => !_clusters.ContainsKey(size)))
        {
            // A size that was never seen before was there 0 times before.
            var mean = _clusters[size] = new BlockedMean();
            for (var before = 1L; before < Largest.Count; before++)
                mean.Add(0);
        }
        foreach (var (size, mean) in _clusters)
            mean.Add(counts.GetValueOrDefault(size));
    }

    private void Join(int one, int other) => _roots[Root(one)] = Root(other);

    private int Root(int defect)
    {
        while (_roots[defect] != defect)
            defect = _roots[defect] = _roots[_roots[defect]];
        return defect;
    }
}
