using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Defects;

/// <summary>Defects on random sites.</summary>
internal static class RandomDefects
{
    public static DefectiveStructure In(Supercell supercell, Random random, int count, string id = "x")
    {
        var sites = Enumerable.Range(0, supercell.SiteCount).ToArray();
        random.Shuffle(sites);
        return supercell.With(id, sites.Take(count).Select(site =>
            new PlacedDefect(
                new DefectKind(random.Next(2) == 0 ? null : "Te" == supercell.ElementAt(site) ? "Se" : "Te",
                    supercell.ElementAt(site)), supercell.SiteAt(site))));
    }
}
