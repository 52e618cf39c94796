using System.Globalization;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>Which atom of a structure stands on which site of a supercell under one shift.</summary>
internal sealed class LayerMatch
{
    /// <summary>More atoms without a site than this many, and than one of that many atoms, are no interstitials.</summary>
    private const int MostAstray = 4, MostAstrayShare = 8;

    /// <summary>Layers of a crystal are at least this far from each other, Å.</summary>
    private const double BetweenLayers = 2;

    private readonly Supercell supercell;
    private readonly Structure structure;
    private readonly double reach;
    private readonly int[] atoms;
    private readonly int[] pristine;
    private readonly List<int> astray = [];
    private readonly List<(int Site, int Atom)> doubled = [];

    public LayerMatch(Supercell supercell, Structure structure, double reach, LayerPlace shift)
    {
        (this.supercell, this.structure, this.reach, Shift) = (supercell, structure, reach, shift);
        atoms = new int[supercell.SiteCount];
        pristine = new int[atoms.Length / CellCount];
        Array.Fill(atoms, -1);
    }

    public LayerPlace Shift { get; }

    /// <summary>Whether every atom has a site of its own and few sites are defects: no other shift can be better.</summary>
    public bool IsClear => Unplaced == 0 && 4 * DefectCount <= atoms.Length;

    private int Unplaced => astray.Count + doubled.Count;

    private int DefectCount => atoms.Length - pristine.Sum();

    private int CellCount => supercell.Shape.Cells;

    /// <summary>Puts an atom on a site; −1 when it has none.</summary>
    public void Put(int atom, int site)
    {
        if (site < 0)
            astray.Add(atom);
        else if (atoms[site] >= 0)
            doubled.Add((site, atom));
        else
            Place(atom, site);
    }

    /// <summary>Whether fewer atoms are left without a site, or as many and there are fewer defects.</summary>
    public bool IsBetterThan(LayerMatch other) =>
        Unplaced != other.Unplaced ? Unplaced < other.Unplaced : DefectCount < other.DefectCount;

    /// <summary>The defects.</summary>
    /// <exception cref="InputException">Atoms have no site, or too little of the crystal is left to know it.</exception>
    public DefectiveStructure ToDefects()
    {
        if (Layers() is > 1 and var layers)
            throw new InputException($"{structure.Name}: {layers} layers ({structure.Sites.Length} atoms on the {atoms.Length} sites of one); a single layer was expected");
        if (2 * Unplaced > structure.Sites.Length || 2 * DefectCount > atoms.Length || Lost() is not null && Unplaced == 0)
            throw new InputException($"{structure.Name}: another material than the unit cell: {OtherMaterial()}");
        if (Unplaced > Math.Max(MostAstray, structure.Sites.Length / MostAstrayShare))
            throw new InputException($"{structure.Name}: another phase than the unit cell, or strongly displaced: {NoSite()}, such as {Astray(astray.Count > 0 ? astray[0] : doubled[0].Atom)}");
        if (doubled.Count > 0)
            throw new InputException($"{structure.Name}: {Several(doubled, Doubled)}; one atom on each site was expected");
        if (astray.Count > 0)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{structure.Name}: {Several(astray, Astray)}: interstitial or displaced; a lattice site within {reach:0.##} Å was expected"));
        var defects = new List<(int, DefectKind)>();
        for (var site = 0; site < atoms.Length; site++)
        {
            if (!IsPristine(site))
                defects.Add((site, new DefectKind(atoms[site] < 0 ? null : structure.Sites[atoms[site]].Element, supercell.ElementAt(site))));
        }
        return supercell.Ordered(structure.Name, defects);
    }

    private void Place(int atom, int site)
    {
        atoms[site] = atom;
        if (IsPristine(site))
            pristine[site / CellCount]++;
    }

    private bool IsPristine(int site) => atoms[site] >= 0 && structure.Sites[atoms[site]].Element == supercell.ElementAt(site);

    /// <summary>An element that several sites should hold and none does.</summary>
    private string? Lost() => Enumerable.Range(0, pristine.Length).GroupBy(basis => supercell.ElementAt(basis * CellCount))
        .FirstOrDefault(sites => sites.Count() * CellCount > 1 && sites.Sum(basis => pristine[basis]) == 0)?.Key;

    // Atoms that the sites of one layer can't hold, higher than it is.
    private int Layers()
    {
        if (Unplaced == 0)
            return 1;
        var heights = LayerPlace.Of(structure).Select(place => place.Height).ToList();
        return heights.Max() - heights.Min() > supercell.Thickness + BetweenLayers ? (int)Math.Round((double)structure.Sites.Length / atoms.Length) : 1;
    }

    private string NoSite() => $"{Unplaced} of {structure.Sites.Length} atoms stand on no site of their own in the {supercell.Shape} supercell";

    private string OtherMaterial() => 2 * Unplaced > structure.Sites.Length
        ? NoSite()
        : Lost() is { } element
            ? $"no {element} is left on any of its sites in the {supercell.Shape} supercell"
            : $"{DefectCount} of {atoms.Length} sites of the {supercell.Shape} supercell are empty or hold another element";

    private string Astray(int atom) =>
        $"atom {atom + 1} ({structure.Sites[atom].Element}) at fractional {FileText.Written(structure.Sites[atom].Fractional)} is on no site";

    private string Doubled((int Site, int Atom) both)
    {
        var first = atoms[both.Site];
        return $"atoms {first + 1} ({structure.Sites[first].Element}) and {both.Atom + 1} ({structure.Sites[both.Atom].Element}) at fractional " +
            $"{FileText.Written(structure.Sites[both.Atom].Fractional)} stand on one {supercell.ElementAt(both.Site)} site";
    }

    private static string Several<T>(List<T> faults, Func<T, string> message) =>
        string.Join(", ", faults.Take(3).Select(message)) + (faults.Count > 3 ? $" and {faults.Count - 3} more" : "");
}
