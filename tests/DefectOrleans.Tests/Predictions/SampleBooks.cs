using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Predictions;

/// <summary>A book short enough to be worked out by hand, and structures by their distances alone.</summary>
internal static class SampleBooks
{
    /// <summary>Vacancies of MoS2; pair tables run from 2 to 10 Å. V_Mo|V_Mo was never seen.</summary>
    public static FormulaBook Small { get; } = new()
    {
        Material = "MoS2",
        Cell = new UnitCell([[3.19, 0, 0], [-1.595, 2.7626, 0], [0, 0, 15]], [new UnitCellSite("Mo", 1 / 3.0, 2 / 3.0, 0.25)]),
        Levels = LevelReference.Raw,
        ReferenceEnergy = -0.25,
        Pristine = new Levels(-1, 0.75, 1.75),
        Singles =
        [
            new SingleDefect("V_Mo", 7, new Levels(-0.5, 0.25, 0.75)),
            new SingleDefect("V_S", 3, new Levels(-0.25, 1, 1.25)),
        ],
        Pairs =
        [
            Pair("V_Mo|V_S", Side.Middle, Property.Energy, "-4/r", error: 0.03),
            Pair("V_S|V_S", Side.Same, Property.Energy, "2/r", error: 0.04),
            Pair("V_Mo|V_S", Side.Middle, Property.Gap, "0.75 - 1/r", error: 0.01),
            Pair("V_S|V_S", Side.Same, Property.Gap, "1.25 - 1/r", error: 0.02),
            Pair("V_Mo|V_S", Side.Middle, Property.Homo, "1/r - 0.5", error: 0.01),
            Pair("V_S|V_S", Side.Same, Property.Homo, "1/r - 0.25", error: 0.02),
            Pair("V_Mo|V_S", Side.Middle, Property.Lumo, "0.25 - 1/r", error: 0.01),
            Pair("V_S|V_S", Side.Same, Property.Lumo, "1 - 1/r", error: 0.02),
        ],
        Provenance = new Provenance
        {
            Version = "0.1.0",
            Finished = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Seconds = 1.5,
            Threads = 2,
            Islands = 2,
            Seed = 1,
            Network = "managed",
            Bound = "3 epochs",
            Complete = true,
            Training = [new TrainingFolder("some", ["one", "two"])],
        },
    };

    /// <summary>The same with the moments of two pair types and of V_Mo alone.</summary>
    public static FormulaBook WithMoments { get; } = Small with
    {
        Singles =
        [
            Small.Singles[0] with { Levels = Small.Singles[0].Levels with { Others = [new PropertyValue(Property.Moment, 2)] } },
            Small.Singles[1],
        ],
        Pairs =
        [
            .. Small.Pairs, Pair("V_Mo|V_S", Side.Middle, Property.Moment, "2 - 2/r", error: 0.1),
            Pair("V_S|V_S", Side.Same, Property.Moment, "4/r - 1", error: 0.1),
        ],
    };

    public static FormulaBook Learning(params Property[] properties) =>
        Small with { Pairs = [.. Small.Pairs.Where(p => properties.Contains(p.Property))] };

    /// <summary>A structure of the named kinds; the distances are those of the pairs in order, 1-2, 1-3, 2-3 and so on.</summary>
    public static DefectiveStructure Structure(string kinds, params double[] distances)
    {
        var defects = kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name =>
                new PointDefect(
                    DefectKind.Parse(name), default, name.EndsWith("_Mo", StringComparison.Ordinal) ? 0 : 1)).ToList();
        var at = 0;
        return new DefectiveStructure("x", 8, 8, [.. defects],
        [
            .. from i in Enumerable.Range(0, defects.Count)
               from j in Enumerable.Range(i + 1, defects.Count - i - 1)
               select new DefectPair(i, j, Channel(defects[i], defects[j]), distances[at++]),
        ]);
    }

    private static PairChannel Channel(PointDefect one, PointDefect other) =>
        new(new PairType(one.Kind, other.Kind), one.Height == other.Height ? Side.Same : Side.Middle);

    private static PairFormula Pair(string type, Side side, Property property, string formula, double error)
    {
        var chosen = new Formula(formula, 5, error / 2, error);
        return new PairFormula
        {
            PairType = type,
            Side = side,
            Property = property,
            Chosen = chosen,
            Front = [chosen],
            Table = [new TablePoint(2, 0, 0.001, 1, 6), new TablePoint(10, 0, 0.001, 1, 6)],
        };
    }
}
