namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// Walks through the arrangements of a space, one of each that symmetry makes of each other: the one of least labels. For one
/// thread.
/// </summary>
internal sealed class ArrangementWalk
{
    private const int BetweenLooks = 256;

    private readonly ArrangementSpace _space;
    private readonly BestArrangements _best;
    private readonly ArrangementKey _key;
    private readonly EnergyBound? _bound;
    private readonly CancellationToken _cancellation;
    private readonly int _defects;
    private readonly ushort[] _labels;
    private readonly int[] _positions;
    private readonly bool[] _taken;
    private readonly SiteGroup[] _groups;
    private int _looked;

    /// <param name="space">What is walked through.</param>
    /// <param name="best">Takes the best.</param>
    /// <param name="key">Ranks.</param>
    /// <param name="bound">Leaves out what can't be among the best; null where all are to be seen.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public ArrangementWalk(
        ArrangementSpace space, BestArrangements best, ArrangementKey key, EnergyBound? bound, CancellationToken cancellation)
    {
        (_space, _best, _key, _bound, _cancellation) = (space, best, key, bound, cancellation);
        _defects = space.KindAt.Length;
        _labels = new ushort[_defects];
        _positions = new int[_defects];
        _taken = new bool[space.SiteAt.Length];
        _groups = new SiteGroup[space.Kinds.Length];
        _groups[0] = space.Symmetry;
    }

    /// <summary>How many inequivalent arrangements were seen.</summary>
    public long Seen { get; private set; }

    /// <summary>How many arrangements these stand for.</summary>
    public Int128 Multiplicities { get; private set; }

    /// <summary>Whether the walk was ended before its end.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The beginnings that all arrangements have between them, as positions.</summary>
    /// <param name="defects">Length of a beginning, below the number of defects.</param>
    public List<int[]> Beginnings(int defects)
    {
        var found = new List<int[]>();
        Extend(0, defects, found);
        return found;
    }

    /// <summary>Walks through all arrangements of a beginning.</summary>
    public void From(ReadOnlySpan<int> beginning)
    {
        for (var depth = 0; depth < beginning.Length; depth++)
        {
            EnterTurn(depth);
            Place(depth, beginning[depth]);
        }
        Extend(beginning.Length, _defects, null);
        for (var depth = 0; depth < beginning.Length; depth++)
            _taken[_labels[depth]] = false;
    }

    private void Extend(int depth, int until, List<int[]>? beginnings)
    {
        if (beginnings is not null && depth == until)
        {
            beginnings.Add(_positions[..depth]);
            return;
        }
        if (++_looked >= BetweenLooks)
        {
            _looked = 0;
            IsEnded |= _cancellation.IsCancellationRequested;
        }
        EnterTurn(depth);
        var turn = _space.KindAt[depth];
        var start = _space.Starts[turn];
        var candidates = _space.Candidates[turn];
        var from = depth == start ? 0 : _positions[depth - 1] + 1;
        var end = candidates.Length - (start + _space.Counts[turn] - depth - 1);
        var group = _groups[turn];
        _bound?.Enter(depth, from);
        for (var position = from; position < end && !IsEnded; position++)
        {
            var label = candidates[position];
            if (_taken[label] || _bound is not null && _bound.Of(depth, position) > _best.Limit)
                continue;
            _labels[depth] = label;
            _positions[depth] = position;
            if (group.Keeping(_labels.AsSpan(start, depth - start + 1)) is not (> 0 and var keeping))
                continue;
            if (depth == _defects - 1)
            {
                See(_space.Symmetry.Order / keeping);
            }
            else
            {
                Place(depth, position);
                Extend(depth + 1, until, beginnings);
                _taken[label] = false;
            }
        }
    }

    private void See(long multiplicity)
    {
        Seen++;
        Multiplicities += multiplicity;
        _best.Offer(_key.Of(_labels), _labels, multiplicity);
    }

    private void EnterTurn(int depth)
    {
        var turn = _space.KindAt[depth];
        if (depth == _space.Starts[turn] && turn > 0)
            _groups[turn] = _groups[turn - 1].Stabilizer(_labels.AsSpan(_space.Starts[turn - 1], _space.Counts[turn - 1]));
    }

    private void Place(int depth, int position)
    {
        _positions[depth] = position;
        _labels[depth] = _space.Candidates[_space.KindAt[depth]][position];
        _taken[_labels[depth]] = true;
        _bound?.Place(depth, position);
    }
}
