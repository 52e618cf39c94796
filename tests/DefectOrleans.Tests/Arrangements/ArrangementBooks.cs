using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Predictions;

namespace DefectOrleans.Tests.Arrangements;

/// <summary>A made-up book that knows all pairs of four kinds, each shell with an energy of its own.</summary>
internal static class ArrangementBooks
{
    private static readonly string[] Kinds = ["Se_S", "V_Mo", "V_S", "W_Mo"];

    public static FormulaBook Whole { get; } = Of(SampleCells.MoS2(), Kinds);

    public static FormulaBook WithTriples { get; } = Whole with
    {
        Triples =
        [
            new TripleFormula
            {
                Kinds = "V_Mo|V_S|V_S", Chosen = new Formula("cos(a + b)/c", 5, 0.01, null), Front = [], Triples = 10,
                WithoutTerm = 0.02,
            },
        ],
    };

    public static FormulaBook Of(Structure cell, params string[] kinds)
    {
        var names = kinds.Select(DefectKind.Parse).ToArray();
        var number = 0;
        return SampleBooks.Small with
        {
            Material = cell.Name,
            Cell = UnitCells.ToMessage(cell),
            Trained = new TrainedCell(8, 8),
            Singles =
            [
                .. kinds.Select((kind, i) =>
                    new SingleDefect(kind, 1 + 0.7 * i, new Levels(-0.5 + 0.1 * i, 1, 1.5 - 0.1 * i))),
            ],
            Pairs =
            [
                .. from one in names
                   from other in names
                   where one.CompareTo(other) <= 0
                   from side in Enum.GetValues<Side>()
                   from property in (Property[])[Property.Energy, Property.Gap, Property.Homo, Property.Lumo]
                   select Pair(new PairType(one, other), side, property, ++number),
            ],
        };
    }

    private static PairFormula Pair(PairType type, Side side, Property property, int number)
    {
        var wave = FormattableString.Invariant($"cos({1 + 0.13 * number}*r + {0.7 * number})/r");
        var chosen = new Formula(property == Property.Energy ? wave : $"1 + 0.3*{wave}", 5, 0.01, 0.01);
        return new PairFormula
        {
            PairType = $"{type}", Side = side, Property = property, Chosen = chosen, Front = [chosen],
            Table = [new TablePoint(1, 0, 0.001, 1, 6), new TablePoint(20, 0, 0.001, 1, 6)],
        };
    }
}
