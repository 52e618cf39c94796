using System.Collections.Immutable;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// Defects on the sites of a supercell, and the moves of a Monte Carlo walk through their arrangements. What every kind would
/// cost on every site is kept, so that a move is judged by a few numbers; only a move that is made changes the fields, by one
/// pass over the sites. For one thread at a time.
/// </summary>
internal sealed class LatticeState
{
    private const int Empty = -1;

    private readonly CellEnergies _cell;
    private readonly SiteRows _rows;
    private readonly ImmutableArray<double> _potentials;
    private readonly int[][] _sites;
    private readonly int[] _open;
    private readonly int[][] _kindsOf;
    private readonly int[] _kindAt, _placed, _placeOf, _counts;
    private readonly double[][] _fields;

    /// <param name="cell">The book in its supercell.</param>
    /// <param name="rows">Its pair energies.</param>
    /// <param name="potentials">Chemical potential of each kind, eV: what a defect of the kind is paid; none where numbers of
    /// defects are kept.</param>
    public LatticeState(CellEnergies cell, SiteRows rows, ImmutableArray<double> potentials)
    {
        (_cell, _rows, _potentials) = (cell, rows, potentials);
        _sites = [.. cell.Sites.Select(sites => sites.ToArray())];
        _kindsOf = [.. Enumerable.Range(0, cell.Supercell.SiteCount).Select(site =>
            Enumerable.Range(0, cell.Kinds.Length).Where(kind => cell.Effects.Fits(kind, site)).ToArray())];
        _open = [.. Enumerable.Range(0, cell.Supercell.SiteCount).Where(site => _kindsOf[site].Length > 0)];
        _kindAt = new int[cell.Supercell.SiteCount];
        _kindAt.AsSpan().Fill(Empty);
        (_placed, _placeOf, _counts) = (new int[_open.Length], new int[_kindAt.Length], new int[cell.Kinds.Length]);
        _fields = [.. cell.Kinds.Select(_ => new double[_kindAt.Length])];
        Renew();
    }

    /// <summary>How many defects there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many sites defects can be on.</summary>
    public int OpenSites => _open.Length;

    /// <summary>Formation energy, eV.</summary>
    public double Energy { get; private set; }

    /// <summary>Formation energy less what the defects are paid, eV.</summary>
    public double Potential =>
        _potentials.IsEmpty ? Energy : Energy - _potentials.Select((paid, kind) => paid * _counts[kind]).Sum();

    /// <summary>Sites of the defects, in no order.</summary>
    public ReadOnlySpan<int> Placed => _placed.AsSpan(0, Count);

    /// <summary>How many defects of each kind there are.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>The kind on a site; negative where there is no defect.</summary>
    public int KindAt(int site) => _kindAt[site];

    /// <summary>What a kind costs on a site beside the defects there are, eV, apart from E0.</summary>
    public double Field(int kind, int site) => _fields[kind][site];

    /// <summary>Puts a defect on a free site where it belongs.</summary>
    public void Put(int kind, int site) => Change(site, kind, Cost(site, kind));

    /// <summary>Calculates energy and fields anew: sums over many moves gather rounding.</summary>
    public void Renew()
    {
        for (var kind = 0; kind < _fields.Length; kind++)
        {
            _fields[kind].AsSpan().Fill(_cell.OwnEnergy(kind));
            foreach (var site in Placed)
                _rows.Move(_fields[kind], kind, _kindAt[site], site, Empty);
        }
        var pairs = 0.0;
        var own = Count == 0 ? 0 : _cell.Reference;
        foreach (var site in Placed)
        {
            own += _cell.OwnEnergy(_kindAt[site]);
            pairs += _fields[_kindAt[site]][site] - _cell.OwnEnergy(_kindAt[site]);
        }
        Energy = own + pairs / 2;
    }

    /// <summary>
    /// Tries to exchange a defect with what is on another site of its element, nothing or another kind. Both ways between two
    /// arrangements are tried equally often: numbers of defects and of sites without the kind stay as they are.
    /// </summary>
    /// <returns>Whether it was made.</returns>
    public bool TrySwap(ref SeededRandom random, double perEnergy)
    {
        if (Count == 0)
            return false;
        var from = _placed[random.NextInt(Count)];
        var kind = _kindAt[from];
        var sites = _sites[kind];
        if (_counts[kind] == sites.Length)
            return false;
        int to;
        do
            to = sites[random.NextInt(sites.Length)];
        while (_kindAt[to] == kind);
        var other = _kindAt[to];
        var change = _fields[kind][to] - _rows.Energy(kind, to, kind, from) - _fields[kind][from];
        if (other >= 0)
            change += _fields[other][from] - _rows.Energy(other, from, other, to) - _fields[other][to]
                + 2 * _rows.Energy(kind, to, other, from);
        if (!Accepts(change, perEnergy, ref random))
            return false;
        for (var target = 0; target < _fields.Length; target++)
        {
            _rows.Move(_fields[target], target, kind, to, from);
            if (other >= 0)
                _rows.Move(_fields[target], target, other, from, to);
        }
        if (other < 0)
        {
            _placeOf[to] = _placeOf[from];
            _placed[_placeOf[to]] = to;
        }
        (_kindAt[from], _kindAt[to]) = (other, kind);
        Energy += change;
        return true;
    }

    /// <summary>
    /// Tries to put another kind on a site, or to take the defect there away. All that a site can hold is tried equally often.
    /// </summary>
    /// <returns>Whether it was made.</returns>
    public bool TryChange(ref SeededRandom random, double perEnergy)
    {
        var site = _open[random.NextInt(_open.Length)];
        var (old, kinds) = (_kindAt[site], _kindsOf[site]);
        // A number for each kind, the last for none; that of what is there is passed over.
        var drawn = random.NextInt(kinds.Length);
        var here = old < 0 ? kinds.Length : Array.IndexOf(kinds, old);
        if (drawn >= here)
            drawn++;
        var kind = drawn == kinds.Length ? Empty : kinds[drawn];
        var cost = Cost(site, kind);
        var paid = (kind < 0 ? 0 : _potentials[kind]) - (old < 0 ? 0 : _potentials[old]);
        if (!Accepts(cost - paid, perEnergy, ref random))
            return false;
        Change(site, kind, cost);
        return true;
    }

    /// <summary>Metropolis's rule; the exponential lies between 1 − x and 1/(1 + x + x²/2), which mostly decide.</summary>
    private static bool Accepts(double change, double perEnergy, ref SeededRandom random)
    {
        if (change <= 0)
            return true;
        var x = perEnergy * change;
        var drawn = random.NextUniform();
        if (drawn * (1 + x + x * x / 2) >= 1)
            return false;
        return drawn < 1 - x || drawn < Math.Exp(-x);
    }

    /// <summary>What it costs to have a kind on a site instead of what is there, eV.</summary>
    private double Cost(int site, int kind)
    {
        var old = _kindAt[site];
        var cost = (kind < 0 ? 0 : _fields[kind][site]) - (old < 0 ? 0 : _fields[old][site]);
        if (old < 0 && kind >= 0 && Count == 0)
            cost += _cell.Reference;
        else if (old >= 0 && kind < 0 && Count == 1)
            cost -= _cell.Reference;
        return cost;
    }

    private void Change(int site, int kind, double cost)
    {
        var old = _kindAt[site];
        for (var target = 0; target < _fields.Length; target++)
        {
            if (old >= 0)
                _rows.Move(_fields[target], target, old, Empty, site);
            if (kind >= 0)
                _rows.Move(_fields[target], target, kind, site, Empty);
        }
        if (old >= 0)
            _counts[old]--;
        if (kind >= 0)
            _counts[kind]++;
        if (old < 0)
        {
            _placeOf[site] = Count;
            _placed[Count++] = site;
        }
        else if (kind < 0)
        {
            var last = _placed[--Count];
            _placed[_placeOf[site]] = last;
            _placeOf[last] = _placeOf[site];
        }
        _kindAt[site] = kind;
        Energy += cost;
    }
}
