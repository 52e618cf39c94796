using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Arrangements;

public class LatticeStateTests
{
    private const double PerEnergy = 0.7;

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 3, 1)]
    [InlineData(5, 4, 0)]
    [InlineData(3, 7, 5)]
    [InlineData(8, 8, 0)]
    public void Energies_after_many_moves_are_the_composers(int a, int b, int shear)
    {
        var cell = Open(new CellShape(a, b, shear), "V_Mo", "W_Mo", "V_S", "Se_S");
        var state = new LatticeState(cell, new SiteRows(cell), [1, 1.5, 2, 2.5]);
        var chance = new SeededRandom(7);
        for (var moves = 0; moves < 2000; moves++)
        {
            if (moves % 3 == 0)
                state.TryChange(ref chance, PerEnergy);
            else
                state.TrySwap(ref chance, PerEnergy);
            if (moves % 50 != 0)
                continue;
            Assert.Equal(Energy(cell, state), state.Energy, 1e-9);
            Assert.Equal(state.Count, state.Placed.ToArray().Distinct().Count());
        }
        var fields = Fields();
        state.Renew();
        Assert.All(fields.Zip(Fields()), pair => Assert.Equal(pair.First, pair.Second, 1e-9));

        double[] Fields() =>
        [
            .. from kind in Enumerable.Range(0, cell.Kinds.Length)
               from site in cell.Sites[kind]
               select state.Field(kind, site),
        ];
    }

    [Fact]
    public void Both_ways_between_two_arrangements_are_gone_equally_often()
    {
        var swaps = new CellEnergies(ArrangementBooks.Whole, new CellShape(1, 3), DefectCounts.Parse("2 V_S + Se_S"));
        var state = new LatticeState(swaps, new SiteRows(swaps), []);
        state.Put(0, swaps.Sites[0][0]);
        state.Put(0, swaps.Sites[0][1]);
        state.Put(1, swaps.Sites[1][2]);
        AssertBalance(60, state, swaps, (ref SeededRandom chance) => state.TrySwap(ref chance, PerEnergy));

        var changes = Open(new CellShape(1, 2), "V_S", "Se_S");
        var open = new LatticeState(changes, new SiteRows(changes), [1.5, 2]);
        AssertBalance(81, open, changes, (ref SeededRandom chance) =>
            (chance.NextBits() & 1) == 0 ? open.TryChange(ref chance, PerEnergy) : open.TrySwap(ref chance, PerEnergy));
    }

    private delegate bool Move(ref SeededRandom chance);

    /// <summary>Each two arrangements see as many moves to as fro, and each is there as often as its energy says.</summary>
    private static void AssertBalance(int arrangements, LatticeState state, CellEnergies cell, Move move)
    {
        const int Moves = 4_000_000;
        var chance = new SeededRandom(11);
        var (gone, there) = (new Dictionary<(string, string), int>(), new Dictionary<string, int>());
        var weights = new Dictionary<string, double>();
        var here = Key();
        for (var i = 0; i < Moves; i++)
        {
            if (move(ref chance))
            {
                var next = Key();
                gone[(here, next)] = gone.GetValueOrDefault((here, next)) + 1;
                here = next;
            }
            there[here] = there.GetValueOrDefault(here) + 1;
            weights.TryAdd(here, Math.Exp(-PerEnergy * state.Potential));
        }
        Assert.Equal(arrangements, there.Count);
        Assert.All(gone, way =>
        {
            var back = gone.GetValueOrDefault((way.Key.Item2, way.Key.Item1));
            Assert.InRange(Math.Abs(way.Value - back) / Math.Sqrt(way.Value + back), 0, 5);
        });
        // Neighbouring arrangements are alike: some hundreds of moves make one that counts.
        var all = weights.Values.Sum();
        Assert.All(there, state =>
        {
            var expected = Moves * weights[state.Key] / all;
            Assert.InRange(Math.Abs(state.Value - expected), 0, 5 * Math.Sqrt(100 * expected) + 5);
        });

        string Key() => string.Join(' ', Enumerable.Range(0, cell.Supercell.SiteCount).Select(site => state.KindAt(site)));
    }

    private static CellEnergies Open(CellShape shape, params string[] kinds) => new(
        ArrangementBooks.Whole, shape, new DefectCounts(kinds.Select(kind => new DefectCount(DefectKind.Parse(kind), 1))),
        isOpen: true);

    private static double Energy(CellEnergies cell, LatticeState state)
    {
        var sites = state.Placed.ToArray();
        var kinds = sites.Select(site => state.KindAt(site)).ToArray();
        return cell.Predict(new(
            "x", cell.Supercell.CellA, cell.Supercell.CellB,
            [.. sites.Zip(kinds).Select(placed => (cell.Kinds[placed.Second], cell.Supercell.SiteAt(placed.First)))
                .Select(d => new Contracts.SiteDefect($"{d.Item1}", d.Item2.Basis, d.Item2.A, d.Item2.B))],
            cell.Supercell.Shape.Shear)).FormationEnergy!.Value;
    }
}
