using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Demo;

/// <summary>How one pair channel of the made-up crystal behaves.</summary>
/// <param name="Channel">Pair type and side.</param>
/// <param name="Energy">V(r), eV.</param>
/// <param name="Gap">Gap of a structure with this pair alone, eV.</param>
internal sealed record MadeUpLaw(PairChannel Channel, string Energy, string Gap)
{
    private readonly CompiledFormula _energy = Compiled(Energy), _gap = Compiled(Gap);

    /// <summary>The law of a property.</summary>
    public string Text(Property property) => property == Property.Energy ? Energy : Gap;

    /// <summary>The law's value at a distance in Å, eV.</summary>
    public double At(Property property, double distance) => (property == Property.Energy ? _energy : _gap).Invoke(distance);

    private static CompiledFormula Compiled(string text) => new(FormulaText.Parse(text, ["r"]));
}

/// <summary>
/// A crystal that does not exist, whose laws are known: a rectangular layer of one metal and two chalcogen sites with
/// vacancies on both. Energies in eV, distances in Å.
/// </summary>
internal static class MadeUpCrystal
{
    /// <summary>Its name, as folders and books call it.</summary>
    public const string Material = "MadeUp";

    /// <summary>Unit cells along a and b of its supercell.</summary>
    public const int CellA = 8, CellB = 6;

    /// <summary>E0: what the energy of the pristine supercell is wrong by, with the other sign, eV.</summary>
    public const double ReferenceEnergy = -0.03;

    /// <summary>The conduction band's edge, which no defect moves, eV.</summary>
    public const double LumoEv = 0.9;

    private const double Thickness = 3.2, Height = 18;

    /// <summary>
    /// The pristine unit cell. The chalcogens stand off the cell's mirror planes, so that metal and chalcogen sites meet
    /// at 48 distances: enough to tell the law of an oscillating pair from its like.
    /// </summary>
    public static Structure UnitCell { get; } = new(
        Material,
        new Lattice(new Vec3(3.4, 0, 0), new Vec3(0, 5.1, 0), new Vec3(0, 0, Height)),
        [
            new Site("Nb", new Vec3(0, 0, 0.5)),
            new Site("Te", new Vec3(0.45, 0.4, 0.5 - Thickness / 2 / Height)),
            new Site("Te", new Vec3(0.45, 0.4, 0.5 + Thickness / 2 / Height)),
        ]);

    /// <summary>E_i and gap of each defect alone, eV.</summary>
    public static ImmutableSortedDictionary<string, (double Energy, double Gap)> Singles { get; } =
        ImmutableSortedDictionary.Create<string, (double, double)>(StringComparer.Ordinal).Add("V_Nb", (4.6, 0.55))
            .Add("V_Te", (2.3, 1.1));

    /// <summary>The laws of all pair channels.</summary>
    public static ImmutableArray<MadeUpLaw> Laws { get; } =
    [
        Law("V_Nb|V_Nb", Side.Same, "8*exp(-0.6*r)", "0.55 - 0.9*exp(-0.5*r)"),
        Law("V_Nb|V_Te", Side.Middle, "12*cos(1.5*r)*exp(-0.7*r)", "0.55 - 2*exp(-0.6*r)"),
        Law("V_Te|V_Te", Side.Same, "-4*exp(-0.8*r)", "1.1 - 1.5*exp(-0.4*r)"),
        Law("V_Te|V_Te", Side.Opposite, "5/r^3", "1.1 - 1.2/r^2"),
    ];

    /// <summary>The law of a pair channel.</summary>
    public static MadeUpLaw LawOf(PairChannel channel) => Laws.First(law => law.Channel == channel);

    /// <summary>Formation energy, eV.</summary>
    public static double FormationEnergy(DefectiveStructure structure) =>
        ReferenceEnergy
        + structure.Defects.Sum(d => Singles[d.Kind.ToString()].Energy)
        + structure.Pairs.Sum(p => LawOf(p.Channel).At(Property.Energy, p.DistanceAngstrom));

    /// <summary>Gap, eV: the lowest of the pairs' gaps.</summary>
    public static double Gap(DefectiveStructure structure) => structure.Pairs.IsEmpty
        ? Singles[structure.Defects[0].Kind.ToString()].Gap
        : structure.Pairs.Min(p => LawOf(p.Channel).At(Property.Gap, p.DistanceAngstrom));

    private static MadeUpLaw Law(string type, Side side, string energy, string gap) =>
        new(new PairChannel(PairType.Parse(type), side), energy, gap);
}
