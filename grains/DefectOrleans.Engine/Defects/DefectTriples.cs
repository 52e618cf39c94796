using System.Collections.Immutable;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// Three defects: their kinds, ordered, and the distances between them, shortest first, Å. Both are symmetric: no order of the
/// defects shows.
/// </summary>
/// <param name="Kinds">Such as <c>V_Mo|V_S|V_S</c>.</param>
/// <param name="Shortest">The shortest distance, Å.</param>
/// <param name="Middle">The one between, Å.</param>
/// <param name="Longest">The longest distance, Å.</param>
/// <param name="Weight">How often the energy counts it.</param>
public readonly record struct DefectTriple(string Kinds, double Shortest, double Middle, double Longest, double Weight = 1);

/// <summary>The triples of a structure.</summary>
public static class DefectTriples
{
    /// <summary>All N(N−1)(N−2)/6 triples.</summary>
    public static IEnumerable<DefectTriple> Of(DefectiveStructure structure)
    {
        var (count, pairs) = (structure.Defects.Length, structure.Pairs);
        ImmutableArray<string> kinds = [.. structure.Defects.Select(d => d.Kind.ToString())];
        for (var i = 0; i < count; i++)
        for (var j = i + 1; j < count; j++)
        for (var k = j + 1; k < count; k++)
            yield return Sorted(Name(kinds[i], kinds[j], kinds[k]), Distance(i, j), Distance(i, k), Distance(j, k), 1);

        double Distance(int first, int second) => pairs[structure.NumberOf(first, second)].DistanceAngstrom;
    }

    /// <summary>
    /// All triples within a reach. In the supercell that sets it these are the same as without; else a defect sees the others,
    /// their images and its own as it would there, and a triple counts a third at each of its corners.
    /// </summary>
    public static IEnumerable<DefectTriple> Of(DefectiveStructure structure, PairReach reach) =>
        reach.IsOf(structure) || structure.UnitLattice is not { } unit
            ? Of(structure)
            : WithImages(structure, new Images(unit, reach, structure.Shape));

    private static IEnumerable<DefectTriple> WithImages(DefectiveStructure structure, Images images)
    {
        // Å. Two images of one defect that the reach's supercell takes for one.
        const double One = 1e-3;
        var names = new Dictionary<(DefectKind, DefectKind, DefectKind), string>();
        foreach (var corner in structure.Defects)
        {
            (DefectKind Kind, Image Image)[] around =
            [
                .. from other in structure.Defects
                   from image in images.Between(corner.Position, other.Position)
                   where image.IsNearest
                   select (other.Kind, image),
            ];
            for (var i = 0; i < around.Length; i++)
            for (var j = i + 1; j < around.Length; j++)
            {
                var across = images.Reduced(around[j].Image.Vector - around[i].Image.Vector);
                if (across < One)
                    continue;
                var kinds = (corner.Kind, around[i].Kind, around[j].Kind);
                if (!names.TryGetValue(kinds, out var name))
                    names.Add(kinds, name = Name($"{kinds.Item1}", $"{kinds.Item2}", $"{kinds.Item3}"));
                yield return Sorted(name, around[i].Image.Distance, around[j].Image.Distance, across,
                    around[i].Image.Share * around[j].Image.Share / 3);
            }
        }
    }

    /// <summary>Three kinds as one name, such as <c>V_Mo|V_S|V_S</c>.</summary>
    internal static string Name(string one, string two, string three)
    {
        string[] kinds = [one, two, three];
        Array.Sort(kinds, StringComparer.Ordinal);
        return string.Join('|', kinds);
    }

    private static DefectTriple Sorted(string kinds, double one, double two, double three, double weight)
    {
        Span<double> distances = [one, two, three];
        distances.Sort();
        return new DefectTriple(kinds, distances[0], distances[1], distances[2], weight);
    }
}
