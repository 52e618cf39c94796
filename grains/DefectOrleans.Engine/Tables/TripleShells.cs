using System.Collections.Immutable;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>An arrangement of three defects.</summary>
/// <param name="Shells">Numbers of its pairs' shells, rising.</param>
/// <param name="TwoShorter">Sum of its two shorter sides, Å.</param>
/// <param name="Structures">How many structures hold it.</param>
internal readonly record struct Arrangement((int, int, int) Shells, double TwoShorter, int Structures);

/// <summary>The arrangements of three defects that a set of structures holds, numbered, and each structure's by number.</summary>
internal sealed class TripleShells
{
    /// <summary>Triples whose second shortest side is longer are none, Å.</summary>
    public const double Reach = 9;

    public TripleShells(IReadOnlyList<DefectiveStructure> structures, ShellIndex index, PairReach reach)
    {
        var shells = new KnownShells(index.Shells.Select(s => (s.Channel, s.Distance)));
        var numbers = new Dictionary<(int, int, int), int>();
        var all = ImmutableArray.CreateBuilder<Arrangement>();
        Of = [.. structures.Select(OfStructure)];
        All = all.ToImmutable();

        ImmutableArray<(int Number, double Weight)> OfStructure(DefectiveStructure structure)
        {
            var found = new SortedDictionary<int, double>();
            foreach (var triple in structure.Defects.Length < 3 ? [] : DefectTriples.Arranged(structure, reach))
            {
                if (KnownArrangement(triple) is { } number)
                    found[number] = found.GetValueOrDefault(number) + triple.Weight;
            }
            foreach (var number in found.Keys)
                all[number] = all[number] with { Structures = all[number].Structures + 1 };
            return [.. found.Select(f => (f.Key, f.Value))];
        }

        int? KnownArrangement(ArrangedTriple triple)
        {
            Span<double> sides = [triple.One.Distance, triple.Two.Distance, triple.Three.Distance];
            sides.Sort();
            var (one, two, three) = (Number(triple.One), Number(triple.Two), Number(triple.Three));
            if (sides[1] > Reach || (one | two | three) < 0)
                return null;
            var key = KnownShells.Sorted(one, two, three);
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers.Add(key, number = all.Count);
                all.Add(new Arrangement(key, sides[0] + sides[1], 0));
            }
            return number;
        }

        int Number(TripleSide side) => shells.NumberOf(side.Channel, side.Distance);
    }

    /// <summary>The arrangements.</summary>
    public ImmutableArray<Arrangement> All { get; }

    /// <summary>For each structure, its arrangements by number and how often the energy counts each.</summary>
    public ImmutableArray<ImmutableArray<(int Number, double Weight)>> Of { get; }
}
