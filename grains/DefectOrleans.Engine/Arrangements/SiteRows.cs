using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// Pair energies of a supercell by steps from site to site, in rows along b that are written twice: so the energies of one
/// defect with a kind on all sites of a row are one piece of memory, wherever the defect is. Immutable.
/// </summary>
internal sealed class SiteRows
{
    // Numbers in tables from each site to each that a processor's nearer caches have room for, about.
    private const int MostDense = 1 << 20;

    private readonly int _cellA, _cellB, _shear, _cells, _basis, _kinds;
    private readonly double[]?[] _tables;
    private readonly double[] _none;
    private readonly ImmutableArray<int>[] _bases;
    private readonly (int First, int Count)[] _spans;
    private readonly double[][]? _dense;
    private readonly (int Basis, int A, int B)[] _places;

    public SiteRows(CellEnergies cell)
    {
        var supercell = cell.Supercell;
        (_cellA, _cellB, _shear) = (supercell.CellA, supercell.CellB, supercell.Shape.Shear);
        (_cells, _kinds) = (_cellA * _cellB, cell.Kinds.Length);
        _basis = supercell.SiteCount / _cells;
        _places = [.. Enumerable.Range(0, supercell.SiteCount).Select(cell.Effects.Place)];
        _bases = [.. cell.Sites.Select(sites => sites.Where(site => site % _cells == 0).Select(site => site / _cells)
            .ToImmutableArray())];
        _spans = [.. cell.Sites.Select(sites => (sites[0], sites[^1] + 1 - sites[0]))];
        _none = new double[Math.Max(2 * _cells, supercell.SiteCount)];
        _tables = new double[]?[_kinds * _kinds * _basis * _basis];
        for (var kind = 0; kind < _kinds; kind++)
        for (var other = 0; other < _kinds; other++)
        foreach (var from in _bases[other])
        foreach (var to in _bases[kind])
            _tables[At(kind, other, from, to)] = Table(cell, kind, other, from, to);
        var kinds = Enumerable.Range(0, _kinds);
        _dense = _kinds * _kinds * (long)supercell.SiteCount * supercell.SiteCount <= MostDense
            ? [.. from kind in kinds from other in kinds select Dense(cell, kind, other)]
            : null;
    }

    /// <summary>The energy of a kind on a site with another kind on another site, eV; 0 where the sites are one.</summary>
    public double Energy(int kind, int site, int other, int otherSite)
    {
        ref readonly var to = ref _places[site];
        ref readonly var from = ref _places[otherSite];
        int a = to.A - from.A, b = to.B - from.B;
        if (a < 0)
            (a, b) = (a + _cellA, b + _shear);
        if (b < 0)
            b += _cellB;
        return _tables[At(kind, other, from.Basis, to.Basis)]![2 * _cellB * a + b];
    }

    /// <summary>Takes a defect from a site to another in a kind's field.</summary>
    /// <param name="field">What the kind costs on each site, eV.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="other">Kind of the defect.</param>
    /// <param name="to">Where it comes; negative where it goes for good.</param>
    /// <param name="from">Where it was; negative where it was not there.</param>
    public void Move(double[] field, int kind, int other, int to, int from)
    {
        if (_dense is not null)
        {
            var (first, count) = _spans[kind];
            var table = _dense[kind * _kinds + other];
            Add(ref field[first], ref to < 0 ? ref _none[0] : ref table[to * count],
                ref from < 0 ? ref _none[0] : ref table[from * count], (nuint)count);
            return;
        }
        var (toBasis, toA, toB) = to < 0 ? default : _places[to];
        var (fromBasis, fromA, fromB) = from < 0 ? default : _places[from];
        int toPlain = Within(-toB), toWrapped = Within(_shear - toB);
        int fromPlain = Within(-fromB), fromWrapped = Within(_shear - fromB);
        var stride = 2 * _cellB;
        foreach (var basis in _bases[kind])
        {
            ref var target = ref field[basis * _cells];
            ref var gained = ref MemoryMarshal.GetArrayDataReference(
                to < 0 ? _none : _tables[At(kind, other, toBasis, basis)]!);
            ref var lost = ref MemoryMarshal.GetArrayDataReference(
                from < 0 ? _none : _tables[At(kind, other, fromBasis, basis)]!);
            for (var a = 0; a < _cellA; a++)
            {
                var gain = a < toA ? stride * (a - toA + _cellA) + toWrapped : stride * (a - toA) + toPlain;
                var loss = a < fromA ? stride * (a - fromA + _cellA) + fromWrapped : stride * (a - fromA) + fromPlain;
                Add(ref Unsafe.Add(ref target, (nint)(a * _cellB)), ref Unsafe.Add(ref gained, (nint)gain),
                    ref Unsafe.Add(ref lost, (nint)loss), (nuint)_cellB);
            }
        }
    }

    // Numbers of a row meet those of their own place alone: vectors of any width make the same sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double target, ref double gained, ref double lost, nuint count)
    {
        nuint at = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; at + (nuint)Vector512<double>.Count <= count; at += (nuint)Vector512<double>.Count)
            {
                (Vector512.LoadUnsafe(ref target, at)
                    + (Vector512.LoadUnsafe(ref gained, at) - Vector512.LoadUnsafe(ref lost, at))).StoreUnsafe(ref target, at);
            }
        }
        for (; at + (nuint)Vector256<double>.Count <= count; at += (nuint)Vector256<double>.Count)
        {
            (Vector256.LoadUnsafe(ref target, at)
                + (Vector256.LoadUnsafe(ref gained, at) - Vector256.LoadUnsafe(ref lost, at))).StoreUnsafe(ref target, at);
        }
        for (; at < count; at++)
            Unsafe.Add(ref target, at) += Unsafe.Add(ref gained, at) - Unsafe.Add(ref lost, at);
    }

    /// <summary>For each site of the other kind a row of the kind's sites, and of those between.</summary>
    private double[] Dense(CellEnergies cell, int kind, int other)
    {
        var (first, count) = _spans[kind];
        var table = new double[_places.Length * count];
        foreach (var from in cell.Sites[other])
        {
            foreach (var to in cell.Sites[kind])
                table[from * count + to - first] = Energy(kind, to, other, from);
        }
        return table;
    }

    private double[] Table(CellEnergies cell, int kind, int other, int from, int to)
    {
        var table = new double[2 * _cells];
        for (var a = 0; a < _cellA; a++)
        {
            for (var b = 0; b < _cellB; b++)
            {
                table[2 * _cellB * a + b] = table[2 * _cellB * a + b + _cellB] =
                    cell.PairEnergy(other, from * _cells, kind, (to * _cellA + a) * _cellB + b);
            }
        }
        return table;
    }

    private int At(int kind, int other, int from, int to) => ((kind * _kinds + other) * _basis + from) * _basis + to;

    private int Within(int b) => b < 0 ? b + _cellB : b >= _cellB ? b - _cellB : b;
}
