using System.Collections.Immutable;

namespace DefectOrleans.Engine.Defects;

/// <summary>Three defects: their kinds, ordered, and the distances between them, shortest first, Å. Both are symmetric: no order of the defects shows.</summary>
public readonly record struct DefectTriple(string Kinds, double Shortest, double Middle, double Longest);

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
        {
            Span<double> distances = [Distance(i, j), Distance(i, k), Distance(j, k)];
            distances.Sort();
            yield return new DefectTriple(Name(kinds[i], kinds[j], kinds[k]), distances[0], distances[1], distances[2]);
        }

        double Distance(int first, int second) => pairs[structure.NumberOf(first, second)].DistanceAngstrom;
    }

    /// <summary>Three kinds as one name, such as <c>V_Mo|V_S|V_S</c>.</summary>
    internal static string Name(string one, string two, string three)
    {
        string[] kinds = [one, two, three];
        Array.Sort(kinds, StringComparer.Ordinal);
        return string.Join('|', kinds);
    }
}
