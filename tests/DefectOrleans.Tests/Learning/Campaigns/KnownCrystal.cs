using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Crystals;

namespace DefectOrleans.Tests.Learning.Campaigns;

/// <summary>
/// MoS2 in a 6×6 cell with made-up laws: vacancies on both sites, E = E0 + Σ E_i + Σ V, gap the lowest of the pairs' values.
/// eV and Å.
/// </summary>
internal static class KnownCrystal
{
    public const double ReferenceEnergy = -0.02;

    public const double Homo = -0.5;

    public static DefectKind VMo { get; } = DefectKind.Parse("V_Mo");

    public static DefectKind VS { get; } = DefectKind.Parse("V_S");

    public static ImmutableSortedDictionary<DefectKind, double> Singles { get; } =
        ImmutableSortedDictionary<DefectKind, double>.Empty.Add(VMo, 7.1).Add(VS, 2.6);

    public static Supercell Cell { get; } = new DefectFinder(SampleCells.MoS2()).Supercell(6, 6);

    public static double Energy(PairChannel channel, double r) => EnergyLaw(channel).Invoke(r);

    /// <summary>Gap of a structure with this pair alone.</summary>
    public static double Gap(PairChannel channel, double r) =>
        Limit(channel.Type) - (channel.Side == Side.Opposite ? 1.4 : 0.9) * Math.Exp(-0.5 * r);

    public static double Energy(DefectiveStructure structure) => ReferenceEnergy
        + structure.Defects.Sum(d => Singles[d.Kind]) + structure.Pairs.Sum(p => Energy(p.Channel, p.DistanceAngstrom));

    public static double Gap(DefectiveStructure structure) => structure.Pairs.IsEmpty
        ? Alone(structure.Defects[0].Kind)
        : structure.Pairs.Min(p => Gap(p.Channel, p.DistanceAngstrom));

    public static TrainingSample Sample(DefectiveStructure structure)
    {
        var gap = Gap(structure);
        return new TrainingSample(structure, Energy(structure), Homo, Homo + gap, gap);
    }

    /// <summary>Each defect alone.</summary>
    public static IEnumerable<DefectiveStructure> One() =>
        [With("one-V_Mo", Site("Mo")), With("one-V_S", Site("S"))];

    /// <summary>One structure of each pair channel and distance.</summary>
    public static IEnumerable<DefectiveStructure> Two() =>
        from first in (int[])[Site("Mo"), Site("S")]
        from other in Enumerable.Range(0, Cell.SiteCount)
        where other != first && (Cell.ElementAt(first) == "Mo" || Cell.ElementAt(other) == "S")
        let structure = With($"two-{first}-{other}", first, other)
        group structure by (structure.Pairs[0].Channel, Math.Round(structure.Pairs[0].DistanceAngstrom, 3)) into alike
        select alike.First();

    /// <summary>Vacancies on sites drawn by seed.</summary>
    public static IEnumerable<DefectiveStructure> Many(int structures, int fewest, int most, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < structures; i++)
        {
            var sites = Enumerable.Range(0, Cell.SiteCount).ToArray();
            random.Shuffle(sites);
            yield return With($"many-{seed}-{i}", sites[..random.Next(fewest, most + 1)]);
        }
    }

    /// <summary>Energies with normal noise.</summary>
    public static IEnumerable<TrainingSample> Noisy(IEnumerable<TrainingSample> samples, double deviationEv, ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. samples.Select(s => s with { Energy = s.Energy + deviationEv * random.NextNormal() })];
    }

    public static TrainingSample[] OneAndTwo() => [.. One().Concat(Two()).Select(Sample)];

    public static TrainingSet Training(IReadOnlyCollection<TrainingSample> samples) => new(
        "MoS2", SampleCells.MoS2(), LevelReference.Raw, null, [.. samples],
        [new TrainingFolder("known", [.. samples.Select(s => s.Structure.Id)])]);

    /// <summary>The samples as a folder's.</summary>
    public static Dataset Dataset(string folder, IEnumerable<TrainingSample> samples, string material = "MoS2") => new(
        folder, material, SampleCells.MoS2(), null,
        [
            .. samples.Select(s =>
                new Sample(s.Structure, new Targets { FormationEnergy = s.Energy, Homo = s.Homo, Lumo = s.Lumo, Gap = s.Gap }))
        ],
        [], []);

    public static ShellIndex Index(IEnumerable<TrainingSample> samples) => new([.. samples.Select(s => s.Structure)]);

    public static CompiledFormula EnergyLaw(PairChannel channel) => Laws[EnergyText(channel)];

    public static string EnergyText(PairChannel channel) => (channel.Type.First == channel.Type.Second, channel.Side) switch
    {
        (false, _) => "-14*exp(-0.9*r)*cos(1.1*r)",
        (true, Side.Opposite) => "6*exp(-1.2*r)",
        _ => channel.Type.First == VMo ? "20*exp(-1.1*r)" : "-9*exp(-1.3*r)",
    };

    public static string GapText(PairChannel channel) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Limit(channel.Type)} - {(channel.Side == Side.Opposite ? 1.4 : 0.9)}*exp(-0.5*r)");

    private static Dictionary<string, CompiledFormula> Laws { get; } =
        ((string[])["-14*exp(-0.9*r)*cos(1.1*r)", "6*exp(-1.2*r)", "20*exp(-1.1*r)", "-9*exp(-1.3*r)"])
        .ToDictionary(text => text, text => new CompiledFormula(FormulaText.Parse(text, ["r"])));

    private static double Alone(DefectKind kind) => kind == VMo ? 0.6 : 1.2;

    private static double Limit(PairType type) => Math.Min(Alone(type.First), Alone(type.Second));

    private static int Site(string element) => Cell.SitesOf(element).First();

    private static DefectiveStructure With(string id, params int[] sites) =>
        Cell.With(id, sites.Select(site => new PlacedDefect(new DefectKind(null, Cell.ElementAt(site)), Cell.SiteAt(site))));
}
