using System.Globalization;
using System.Runtime.CompilerServices;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>Which atom of a structure stands on which site of a supercell under one shift.</summary>
internal sealed class LayerMatch
{
    /// <summary>More atoms without a site than this many, and than one of that many atoms, are no interstitials.</summary>
    private const int MostAstray = 4, MostAstrayShare = 8;

    /// <summary>Layers of a crystal are at least this far from each other, Å.</summary>
    private const double BetweenLayers = 2;

    private readonly Supercell _supercell;
    private readonly Structure _structure;
    private readonly double _reach;
    private readonly int[] _atoms;
    private readonly int[] _pristine;
    private readonly List<int> _astray = [];
    private readonly List<(int Site, int Atom)> _doubled = [];

    public LayerMatch(Supercell supercell, Structure structure, double reach, LayerPlace shift)
    {
        (_supercell, _structure, _reach, Shift) = (supercell, structure, reach, shift);
        _atoms = new int[supercell.SiteCount];
        _pristine = new int[_atoms.Length / CellCount];
        Array.Fill(_atoms, -1);
    }

    public LayerPlace Shift { get; }

    /// <summary>Whether every atom has a site of its own and few sites are defects: no other shift can be better.</summary>
    public bool IsClear => Unplaced == 0 && 4 * DefectCount <= _atoms.Length;

    private int Unplaced => _astray.Count + _doubled.Count;

    private int DefectCount => _atoms.Length - _pristine.Sum();

    private int CellCount => _supercell.Shape.Cells;

    /// <summary>Puts an atom on a site; −1 when it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(int atom, int site)
    {
        if (site < 0)
            _astray.Add(atom);
        else if (_atoms[site] >= 0)
            _doubled.Add((site, atom));
        else
            Place(atom, site);
    }

    /// <summary>Whether fewer atoms are left without a site, or as many and there are fewer defects.</summary>
    public bool IsBetterThan(LayerMatch other) =>
        Unplaced != other.Unplaced ? Unplaced < other.Unplaced : DefectCount < other.DefectCount;

    /// <summary>The defects.</summary>
    /// <exception cref="InputException">Atoms have no site, or too little of the crystal is left to know it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public DefectiveStructure ToDefects()
    {
        if (Layers() is > 1 and var layers)
            throw new InputException(
                $"{_structure.Name}: {layers} layers ({_structure.Sites.Length} atoms on the {_atoms.Length} sites of one); a "
                    + "single layer was expected");
        if (2 * Unplaced > _structure.Sites.Length || 2 * DefectCount > _atoms.Length || Lost() is not null && Unplaced == 0)
            throw new InputException($"{_structure.Name}: another material than the unit cell: {OtherMaterial()}");
        if (Unplaced > Math.Max(MostAstray, _structure.Sites.Length / MostAstrayShare))
            throw new InputException(
                $"{_structure.Name}: another phase than the unit cell, or strongly displaced: {NoSite()}, such as "
                    + $"{Astray(_astray.Count > 0 ? _astray[0] : _doubled[0].Atom)}");
        if (_doubled.Count > 0)
            throw new InputException($"{_structure.Name}: {Several(_doubled, Doubled)}; one atom on each site was expected");
        if (_astray.Count > 0)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{_structure.Name}: {Several(_astray, Astray)}: interstitial or displaced; a lattice site within {_reach:0.##} "
                    + $"Å was expected"));
        var defects = new List<(int, DefectKind)>();
        for (var site = 0; site < _atoms.Length; site++)
        {
            if (!IsPristine(site))
                defects.Add(
                    (site, new DefectKind(
                        _atoms[site] < 0 ? null : _structure.Sites[_atoms[site]].Element, _supercell.ElementAt(site))));
        }
        return _supercell.Ordered(_structure.Name, defects);
    }

    private void Place(int atom, int site)
    {
        _atoms[site] = atom;
        if (IsPristine(site))
            _pristine[site / CellCount]++;
    }

    private bool IsPristine(int site) =>
        _atoms[site] >= 0 && _structure.Sites[_atoms[site]].Element == _supercell.ElementAt(site);

    /// <summary>An element that several sites should hold and none does.</summary>
    private string? Lost() => Enumerable.Range(0, _pristine.Length).GroupBy(basis => _supercell.ElementAt(basis * CellCount))
        .FirstOrDefault(sites => sites.Count() * CellCount > 1 && sites.Sum(basis => _pristine[basis]) == 0)?.Key;

    // Atoms that the sites of one layer can't hold, higher than it is.
    private int Layers()
    {
        if (Unplaced == 0)
            return 1;
        var heights = LayerPlace.Of(_structure).Select(place => place.Height).ToList();
        return heights.Max() - heights.Min() > _supercell.Thickness + BetweenLayers
            ? (int)Math.Round((double)_structure.Sites.Length / _atoms.Length)
            : 1;
    }

    private string NoSite() =>
        $"{Unplaced} of {_structure.Sites.Length} atoms stand on no site of their own in the {_supercell.Shape} supercell";

    private string OtherMaterial() => 2 * Unplaced > _structure.Sites.Length
        ? NoSite()
        : Lost() is { } element
            ? $"no {element} is left on any of its sites in the {_supercell.Shape} supercell"
            : $"{DefectCount} of {_atoms.Length} sites of the {_supercell.Shape} supercell are empty or hold another element";

    private string Astray(int atom) =>
        $"atom {atom + 1} ({_structure.Sites[atom].Element}) at fractional {FileText.Written(_structure.Sites[atom].Fractional)} "
            + "is on no site";

    private string Doubled((int Site, int Atom) both)
    {
        var first = _atoms[both.Site];
        return $"atoms {first + 1} ({_structure.Sites[first].Element}) and {both.Atom + 1} "
            + $"({_structure.Sites[both.Atom].Element}) at fractional "
            + $"{FileText.Written(_structure.Sites[both.Atom].Fractional)} stand on one {_supercell.ElementAt(both.Site)} site";
    }

    private static string Several<T>(List<T> faults, Func<T, string> message) =>
        string.Join(", ", faults.Take(3).Select(message)) + (faults.Count > 3 ? $" and {faults.Count - 3} more" : "");
}
