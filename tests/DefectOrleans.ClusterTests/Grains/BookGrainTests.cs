using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.ClusterTests.Grains;

public class BookGrainTests
{
    private static readonly PredictionRequest Alone = new()
    {
        Structures = [new LatticeStructure("alone", 6, 6, [new SiteDefect("V_S", 1, 0, 0)])],
    };

    [Fact]
    public async Task Composers_follow_a_new_book_and_never_mix_two()
    {
        await using var cluster = await GrainCluster.Start(2);
        var service = cluster.Service;
        Assert.Equal(1, await service.PutBook("b", Book(energy: 1), default));
        Assert.Equal((1, 1.0), await Ask(service));

        Assert.Equal(2, await service.PutBook("b", Book(energy: 2), default));
        var answers = new List<(int Version, double Energy)>();
        while (answers.Count < 50 || answers[^1].Version == 1)
            answers.Add(await Ask(service));

        // A book's version is its energy here.
        Assert.All(answers, a => Assert.Equal(a.Version, a.Energy));
        Assert.Equal(2, (await service.Book("b", default)).Version);
        Assert.Equal([("b", 2)], (await service.Books(default)).Select(b => (b.Id, b.Version)));
    }

    [Fact]
    public async Task A_book_outlives_its_keeper_and_a_campaign_puts_but_one()
    {
        await using var cluster = await GrainCluster.Start(1);
        var book = cluster.Grains.GetGrain<IBookGrain>("b");

        Assert.Equal(1, await book.Put(Book(energy: 1), "c1", default));
        await cluster.Deactivate(book);
        Assert.Equal(1, await book.Put(Book(energy: 5), "c1", default));
        Assert.Equal(2, await book.Put(Book(energy: 2), "c2", default));
        for (var version = 3; version < 9; version++)
            Assert.Equal(version, await book.Put(Book(version), campaign: null, default));
        Assert.Equal(1, await book.Put(Book(energy: 5), "c1", default));

        Assert.Equal(8, (await book.Latest(default)).Book.Singles[0].Energy);
        Assert.Equal((8, 8.0), await Ask(cluster.Service));
    }

    [Fact]
    public async Task A_book_that_can_not_be_used_is_refused_with_its_faults_and_not_stored()
    {
        await using var cluster = await GrainCluster.Start(1);
        var bad = Book(energy: 1) with
        {
            ReferenceEnergy = double.NaN,
            Cell = Book(energy: 1).Cell with { Sites = [new UnitCellSite("Xx", 0, 0, 0)] }
        };
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() => cluster.Service.PutBook("b", bad, default));
        Assert.Equal(ServiceFault.Invalid, fault.Fault);
        Assert.Contains("the reference energy is NaN", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'Xx' is no element", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await cluster.Service.Books(default));
        Assert.Equal(ServiceFault.NotFound,
            (await Assert.ThrowsAsync<DefectServiceException>(() => cluster.Service.Book("b", default))).Fault);
    }

    [Fact]
    public async Task A_book_that_is_put_again_in_a_row_keeps_its_version()
    {
        await using var cluster = await GrainCluster.Start(1);
        var service = cluster.Service;

        Assert.Equal(1, await service.PutBook("b", Book(energy: 1), default));
        Assert.Equal(1, await service.PutBook("b", Book(energy: 1), default));
        await cluster.Deactivate(cluster.Grains.GetGrain<IBookGrain>("b"));
        Assert.Equal(1, await service.PutBook("b", Book(energy: 1), default));
        Assert.Equal(2, await service.PutBook("b", Book(energy: 2), default));
        Assert.Equal(3, await service.PutBook("b", Book(energy: 1), default));

        Assert.Equal([("b", 3)], (await service.Books(default)).Select(b => (b.Id, b.Version)));
    }

    [Fact]
    public async Task Batches_are_answered_in_order_and_refused_when_they_do_not_hold_together()
    {
        await using var cluster = await GrainCluster.Start(1);
        var service = cluster.Service;
        await service.PutBook("b", Book(energy: 1), default);
        var batch = new LatticeBatch
        {
            CellA = 6,
            CellB = 6,
            Kinds = ["V_S"],
            Counts = [0, 1, 2],
            Sites = [36, 36, 37],
            KindIndices = [0, 0, 0]
        };

        var answer = await service.Predict("b", batch, default);

        Assert.Equal([0, 1, 2], answer.FormationEnergies);
        Assert.Empty(answer.Gaps);
        foreach (var bad in (LatticeBatch[])[
            batch with { Counts = [3, 1] }, batch with { Kinds = [] }, batch with { Sites = [36, 36, 3600] }, batch with
            {
                Kinds = ["nonsense"]
            }
        ])
            Assert.Equal(ServiceFault.Invalid,
                (await Assert.ThrowsAsync<DefectServiceException>(() => service.Predict("b", bad, default))).Fault);
    }

    [Fact]
    public async Task A_book_that_cannot_answer_is_refused_and_the_one_before_stays()
    {
        await using var cluster = await GrainCluster.Start(1);
        var service = cluster.Service;
        await service.PutBook("b", Book(energy: 1), default);
        var bad = Book(energy: 2) with { Singles = [new SingleDefect("nonsense", 1, new Levels(null, null, null))] };

        var fault = await Assert.ThrowsAsync<DefectServiceException>(() => service.PutBook("b", bad, default));

        Assert.Equal(ServiceFault.Invalid, fault.Fault);
        Assert.Equal((1, 1.0), await Ask(service));
    }

    private static async Task<(int Version, double Energy)> Ask(IDefectService service)
    {
        var answer = await service.Predict("b", Alone, default);
        return (answer.BookVersion, answer.Predictions[0].FormationEnergy!.Value);
    }

    /// <summary>A book of one defect that costs so much, eV, and no pairs.</summary>
    private static FormulaBook Book(double energy) => new()
    {
        Material = "MoS2",
        Cell = SmallCampaigns.Request("cell").Cell,
        Levels = LevelReference.Raw,
        ReferenceEnergy = 0,
        Singles = [new SingleDefect(KnownCrystal.VS.ToString(), energy, new Levels(null, null, null))],
        Pairs = [],
        Provenance = new Provenance
        {
            Version = "1", Finished = DateTimeOffset.UnixEpoch, Seconds = 0, Threads = 1, Islands = 1, Seed = 1,
            Network = "managed", Bound = "1 epochs", Complete = true, Training = [],
        },
    };
}
