using DefectOrleans.Cli.Demo;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Cli;

/// <summary>The made-up crystal with nothing wrong, and with Nb on a site of Te: what no book of it knows.</summary>
internal static class MadeUpAntisite
{
    public static Structure Pristine { get; } = new DefectFinder(MadeUpCrystal.UnitCell)
        .Supercell(MadeUpCrystal.CellA, MadeUpCrystal.CellB).Atoms(new DefectiveStructure("pristine", 8, 6, [], []));

    public static Structure Structure { get; } = Pristine with
    {
        Name = "antisite",
        Sites = Pristine.Sites.SetItem(
            Pristine.Sites.ToList().FindIndex(site => site.Element == "Te"),
            Pristine.Sites.First(site => site.Element == "Te") with { Element = "Nb" }),
    };
}
