using System.Runtime.CompilerServices;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// Lays a structure on a supercell: tries the shifts that put one atom on a site of its element, moves each by what the
/// other atoms are off, and keeps the one that leaves fewest atoms without a site and then fewest defects.
/// </summary>
internal sealed class LayerMatcher
{
    /// <summary>Atoms whose sites give shifts to try; some may be displaced or interstitial themselves.</summary>
    private const int ProbeCount = 16;

    /// <summary>A mean displacement below this needs no better shift, Å.</summary>
    private const double SettledAngstrom = 0.01;

    private readonly PristineLayer _layer;
    private readonly Supercell _supercell;
    private readonly Structure _structure;
    private readonly double _reach;
    private readonly LayerPlace[] _places;
    private readonly Vec3 _normal;
    private readonly double _reachA, _reachB;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LayerMatcher(PristineLayer layer, Supercell supercell, Structure structure, SupercellFit fit, double reach)
    {
        (_layer, _supercell, _structure, _reach) = (layer, supercell, structure, reach);
        _normal = LayerPlace.Normal(layer.Lattice);
        var perArea = reach / layer.Lattice.A.Cross(layer.Lattice.B).Length;
        (_reachA, _reachB) = (perArea * layer.Lattice.B.Length, perArea * layer.Lattice.A.Length);
        _places = LayerPlace.Of(structure);
        for (var i = 0; i < _places.Length; i++)
        {
            var (u, v, height) = _places[i];
            _places[i] = new LayerPlace(u * fit.AA + v * fit.BA, u * fit.AB + v * fit.BB, height);
        }
    }

    /// <summary>The best match over all shifts.</summary>
    public LayerMatch Best()
    {
        LayerMatch? best = null;
        var stride = Math.Max(1, _places.Length / ProbeCount);
        for (var probe = 0; probe < _places.Length; probe += stride)
        {
            foreach (var shift in Shifts(probe))
            {
                var match = Settled(shift);
                if (best is null || match.IsBetterThan(best))
                    best = match;
                if (best.IsClear)
                    return best;
            }
        }
        return best!;
    }

    // In-plane shifts are fractions of the unit cell between −½ and ½; small ones first, since files mostly have none.
    private IEnumerable<LayerPlace> Shifts(int probe)
    {
        var (place, element) = (_places[probe], _structure.Sites[probe].Element);
        var known = _layer.Elements.Contains(element);
        return _layer.Sites.Where(site => !known || site.Element == element)
            .Select(site => new LayerPlace(
                FileText.Nearest(place.U - site.Place.U), FileText.Nearest(place.V - site.Place.V),
                place.Height - site.Place.Height))
            .OrderBy(shift => Math.Abs(shift.U) + Math.Abs(shift.V));
    }

    private LayerMatch Settled(LayerPlace shift)
    {
        var match = Match(shift, out var mean);
        for (var round = 0; round < 4; round++)
        {
            var off = mean.U * _layer.Lattice.A + mean.V * _layer.Lattice.B + mean.Height * _normal;
            if (off.Length < SettledAngstrom)
                break;
            shift = new LayerPlace(shift.U + mean.U, shift.V + mean.V, shift.Height + mean.Height);
            var next = Match(shift, out mean);
            if (match.IsBetterThan(next))
                break;
            match = next;
        }
        return match;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private LayerMatch Match(LayerPlace shift, out LayerPlace mean)
    {
        var match = new LayerMatch(_supercell, _structure, _reach, shift);
        double sumU = 0, sumV = 0, sumHeight = 0;
        var matched = 0;
        for (var atom = 0; atom < _places.Length; atom++)
        {
            var (index, off) = SiteOf(_places[atom], shift);
            match.Put(atom, index);
            if (index < 0)
                continue;
            (sumU, sumV, sumHeight, matched) = (sumU + off.U, sumV + off.V, sumHeight + off.Height, matched + 1);
        }
        mean = matched == 0 ? default : new LayerPlace(sumU / matched, sumV / matched, sumHeight / matched);
        return match;
    }

    // Reach is less than half of the distance between sites, so at most one site is within it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Index, LayerPlace Off) SiteOf(LayerPlace place, LayerPlace shift)
    {
        var (latticeA, latticeB) = (_layer.Lattice.A, _layer.Lattice.B);
        for (var basis = 0; basis < _layer.Sites.Length; basis++)
        {
            var site = _layer.Sites[basis].Place;
            var height = place.Height - shift.Height - site.Height;
            if (Math.Abs(height) > _reach)
                continue;
            double u = place.U - shift.U - site.U, v = place.V - shift.V - site.V;
            for (var a = Math.Ceiling(u - _reachA); a <= u + _reachA; a++)
            {
                for (var b = Math.Ceiling(v - _reachB); b <= v + _reachB; b++)
                {
                    var off = (u - a) * latticeA + (v - b) * latticeB + height * _normal;
                    if (off.Dot(off) <= _reach * _reach)
                        return (_supercell.IndexOf(new LatticeSite(basis, (int)a, (int)b)), new LayerPlace(u - a, v - b, height));
                }
            }
        }
        return (-1, default);
    }
}
