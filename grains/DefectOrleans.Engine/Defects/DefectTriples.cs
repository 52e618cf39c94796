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

/// <summary>One side of a triangle of defects.</summary>
/// <param name="Channel">Their pair type and side.</param>
/// <param name="Distance">Å.</param>
public readonly record struct TripleSide(PairChannel Channel, double Distance);

/// <summary>Three defects by the pairs that they make up, in any order.</summary>
/// <param name="One">A pair.</param>
/// <param name="Two">A pair.</param>
/// <param name="Three">A pair.</param>
/// <param name="Weight">How often the energy counts it.</param>
public readonly record struct ArrangedTriple(TripleSide One, TripleSide Two, TripleSide Three, double Weight);

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

    /// <summary>The same by their pairs.</summary>
    public static IEnumerable<ArrangedTriple> Arranged(DefectiveStructure structure, PairReach reach)
    {
        var defects = structure.Defects;
        if (!reach.IsOf(structure) && structure.UnitLattice is { } unit)
        {
            foreach (var (i, j, k, ij, ik, jk, weight) in Corners(structure, new Images(unit, reach, structure.Shape)))
                yield return new ArrangedTriple(Side(i, j, ij), Side(i, k, ik), Side(j, k, jk), weight);
            yield break;
        }
        for (var i = 0; i < defects.Length; i++)
        for (var j = i + 1; j < defects.Length; j++)
        for (var k = j + 1; k < defects.Length; k++)
            yield return new ArrangedTriple(Known(i, j), Known(i, k), Known(j, k), 1);

        TripleSide Known(int one, int other)
        {
            var pair = structure.Pairs[structure.NumberOf(one, other)];
            return new TripleSide(pair.Channel, pair.DistanceAngstrom);
        }

        TripleSide Side(int one, int other, double distance) => new(
            new PairChannel(
                new PairType(defects[one].Kind, defects[other].Kind),
                Supercell.SideOfHeights(defects[one].Height, defects[other].Height)),
            distance);
    }

    private static IEnumerable<DefectTriple> WithImages(DefectiveStructure structure, Images images)
    {
        var names = new Dictionary<(DefectKind, DefectKind, DefectKind), string>();
        foreach (var (corner, one, other, near, far, across, weight) in Corners(structure, images))
        {
            var kinds = (structure.Defects[corner].Kind, structure.Defects[one].Kind, structure.Defects[other].Kind);
            if (!names.TryGetValue(kinds, out var name))
                names.Add(kinds, name = Name($"{kinds.Item1}", $"{kinds.Item2}", $"{kinds.Item3}"));
            yield return Sorted(name, near, far, across, weight);
        }
    }

    /// <summary>Each defect with two nearest images round it: a triple counts a third at each of its corners.</summary>
    private static IEnumerable<(int Corner, int One, int Other, double ToOne, double ToOther, double Across, double Weight)>
        Corners(DefectiveStructure structure, Images images)
    {
        // Å. Two images of one defect that the reach's supercell takes for one.
        const double OneImage = 1e-3;
        for (var corner = 0; corner < structure.Defects.Length; corner++)
        {
            (int Defect, Image Image)[] around =
            [
                .. from other in Enumerable.Range(0, structure.Defects.Length)
                   from image in images.Between(structure.Defects[corner].Position, structure.Defects[other].Position)
                   where image.IsNearest
                   select (other, image),
            ];
            for (var i = 0; i < around.Length; i++)
            for (var j = i + 1; j < around.Length; j++)
            {
                var across = images.Reduced(around[j].Image.Vector - around[i].Image.Vector);
                if (across >= OneImage)
                    yield return (corner, around[i].Defect, around[j].Defect, around[i].Image.Distance,
                        around[j].Image.Distance, across, around[i].Image.Share * around[j].Image.Share / 3);
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
