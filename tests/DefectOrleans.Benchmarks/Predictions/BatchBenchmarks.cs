using BenchmarkDotNet.Attributes;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Benchmarks.Predictions;

/// <summary>
/// Time of a triple on lattice sites of an 8×8 cell, energy and gap: in a batch, and alone with shares and warnings.
/// </summary>
[MemoryDiagnoser]
public class BatchBenchmarks
{
    private const int Triples = 100_000, Alone = 1000;

    private static readonly string[] Kinds = ["V_Mo", "V_S"];

    private readonly LatticeBatch _batch = Batch();
    private readonly Composer _composer = new(Book());
    private readonly DefectFinder _finder = new(UnitCells.FromMessage("MoS2", Book().Cell));
    private BatchComposer? _batches;
    private DefectiveStructure[] _structures = [];

    [GlobalSetup]
    public void Prepare()
    {
        _batches = new BatchComposer(_composer, _finder);
        _structures = [.. Enumerable.Range(0, Alone).Select(i => _finder.Find(new LatticeStructure("x", 8, 8,
        [
            .. Enumerable.Range(3 * i, 3).Select(at => new SiteDefect(
                Kinds[_batch.KindIndices[at]], _batch.Sites[at] / 64, _batch.Sites[at] / 8 % 8, _batch.Sites[at] % 8)),
        ])))];
    }

    [Benchmark(OperationsPerInvoke = Triples)]
    public PredictedBatch InBatch() => _batches!.Predict(_batch, 1, CancellationToken.None);

    [Benchmark(OperationsPerInvoke = Alone)]
    public int WithShares() => _structures.Sum(s => _composer.Predict(s).Pairs.Count);

    /// <summary>One metal vacancy and one chalcogen vacancy on either side, drawn by seed.</summary>
    private static LatticeBatch Batch()
    {
        var random = new Random(1);
        return new LatticeBatch
        {
            CellA = 8,
            CellB = 8,
            Kinds = Kinds,
            Counts = [.. Enumerable.Repeat(3, Triples)],
            Sites = [.. Enumerable.Range(0, 3 * Triples).Select(i => i % 3 * 64 + random.Next(64))],
            KindIndices = [.. Enumerable.Range(0, 3 * Triples).Select(i => i % 3 == 0 ? 0 : 1)],
        };
    }

    private static FormulaBook Book() => new()
    {
        Material = "MoS2",
        Cell = new UnitCell(
            [[3.19, 0, 0], [-1.595, 2.7626, 0], [0, 0, 15]],
            [
                new UnitCellSite("Mo", 1 / 3.0, 2 / 3.0, 0.25), new UnitCellSite("S", 2 / 3.0, 1 / 3.0, 0.146),
                new UnitCellSite("S", 2 / 3.0, 1 / 3.0, 0.354)
            ]),
        Levels = LevelReference.Raw,
        ReferenceEnergy = 0,
        Singles = [
            new SingleDefect("V_Mo", 7, new Levels(null, null, 0.6)), new SingleDefect("V_S", 3, new Levels(null, null, 1.2))
        ],
        Pairs =
        [
            .. from channel in ((string, Side)[])[("V_Mo|V_S", Side.Middle), ("V_S|V_S", Side.Opposite), ("V_S|V_S", Side.Same)]
               from property in (Property[])[Property.Energy, Property.Gap]
               select new PairFormula
               {
                   PairType = channel.Item1,
                   Side = channel.Item2,
                   Property = property,
                   Chosen = new Formula("2.31*exp(-0.62*r)*cos(2.97*r + 0.41)", 12, 0.001, null),
                   Front = [],
                   Table = [],
               },
        ],
        Provenance = new Provenance
        {
            Version = "0.1.0", Finished = DateTimeOffset.UnixEpoch, Seconds = 0, Threads = 1, Islands = 1, Seed = 1,
            Network = "managed", Bound = "1 epochs",
            Complete = true, Training = [],
        },
    };
}
