using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>What a table of arrangements adds to pairs and triples. Immutable, for any number of threads.</summary>
internal sealed class ArrangementEnergies
{
    private readonly KnownShells _shells;
    private readonly (double Energy, double Deviation)[] _pairs;
    private readonly Dictionary<(int, int, int), (double Energy, double Deviation)> _triples = [];

    public ArrangementEnergies(ArrangementTable table)
    {
        var shells = table.Entries.SelectMany(SidesOf).Distinct().ToArray();
        _shells = new KnownShells(shells);
        _pairs = new (double, double)[shells.Length];
        foreach (var entry in table.Entries)
        {
            int[] numbers = [.. SidesOf(entry).Select(s => _shells.NumberOf(s.Channel, s.Distance))];
            if (numbers is [var pair])
                _pairs[pair] = (entry.Energy, entry.Deviation);
            else
                _triples[KnownShells.Sorted(numbers[0], numbers[1], numbers[2])] = (entry.Energy, entry.Deviation);
        }
    }

    /// <summary>Whether it has triples.</summary>
    public bool HasTriples => _triples.Count > 0;

    /// <summary>The number of a pair's shell; −1 where the table has none.</summary>
    public int ShellOf(PairChannel channel, double distance) => _shells.NumberOf(channel, distance);

    /// <summary>What a pair gains, and one standard deviation, eV; 0 where the table has none.</summary>
    public (double Energy, double Deviation) Pair(PairChannel channel, double distance) =>
        ShellOf(channel, distance) is >= 0 and var shell ? _pairs[shell] : default;

    /// <summary>What three defects gain by the numbers of their pairs' shells.</summary>
    public (double Energy, double Deviation) Triple(int one, int two, int three) =>
        (one | two | three) < 0 ? default : _triples.GetValueOrDefault(KnownShells.Sorted(one, two, three));

    /// <summary>What a structure's triples within a reach gain together, eV, and its variance.</summary>
    public (double Energy, double Variance) Triples(DefectiveStructure structure, PairReach reach)
    {
        double sum = 0, variance = 0;
        if (!HasTriples)
            return default;
        foreach (var triple in DefectTriples.Arranged(structure, reach))
        {
            var (energy, deviation) = Triple(Number(triple.One), Number(triple.Two), Number(triple.Three));
            sum += triple.Weight * energy;
            variance += triple.Weight * triple.Weight * deviation * deviation;
        }
        return (sum, variance);

        int Number(TripleSide side) => ShellOf(side.Channel, side.Distance);
    }

    /// <summary>The pairs of an entry.</summary>
    internal static IEnumerable<(PairChannel Channel, double Distance)> SidesOf(ArrangementEnergy entry)
    {
        var kinds = entry.Kinds.Split('|').Select(DefectKind.Parse).ToArray();
        var at = 0;
        for (var i = 0; i < kinds.Length; i++)
        {
            for (var j = i + 1; j < kinds.Length; j++, at++)
                yield return (new PairChannel(new PairType(kinds[i], kinds[j]), entry.Sides[at]), entry.Distances[at]);
        }
    }
}
