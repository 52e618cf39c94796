using DefectOrleans.Cli.Demo;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Service;
using DefectOrleans.Tests.Cli;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Service;

public sealed class LocalDefectServiceTests : IAsyncDisposable
{
    private readonly LocalDefectService _service = new(TimeProvider.System, threads: 1);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_query_sees_the_old_book_or_the_new_one_and_never_a_mixture()
    {
        const int Swaps = 200;
        var books = Enumerable.Range(1, Swaps).Select(Shifted).ToList();
        _service.Put("x", books[0]);
        var one = ServedApi.Three with { Defects = [ServedApi.Three.Defects[0]] };
        var request = new PredictionRequest { Structures = [one, one, one] };
        var swapping = Task.Run(() => books.Skip(1).ToList().ForEach(book => _service.Put("x", book)));
        var seen = new List<int>();
        do
        {
            var answer = await _service.Predict("x", request, CancellationToken.None);
            Assert.All(answer.Predictions, p => Assert.Equal(answer.BookVersion + 4.6, p.FormationEnergy!.Value, 1e-9));
            seen.Add(answer.BookVersion);
            var batch = await _service.Predict(
                "x", new LatticeBatch
                {
                    CellA = 8,
                    CellB = 6,
                    Kinds = ["V_Nb"],
                    Counts = [1, 1],
                    Sites = [0, 1],
                    KindIndices = [0, 0]
                }, CancellationToken.None);
            Assert.All(batch.FormationEnergies, e => Assert.Equal(batch.BookVersion + 4.6, e, 1e-9));
        }
        while (!swapping.IsCompleted);
        await swapping;
        Assert.Equal(Swaps, (await _service.Book("x", CancellationToken.None)).Version);
        Assert.Equal(seen.Order(), seen);

        static FormulaBook Shifted(int version) => MadeUpData.TrueBook() with { ReferenceEnergy = version };
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_campaign_is_watched_to_its_end_and_its_book_is_served()
    {
        var started = await _service.StartCampaign(SmallCampaign.Short("c", "found"), CancellationToken.None);
        Assert.Equal(("c", "found"), (started.Id, started.Book));
        var states = new List<CampaignStatus>();
        await foreach (var status in _service.Watch("c", CancellationToken.None))
            states.Add(status);
        Assert.Equal((CampaignState.Completed, 1), (states[^1].State, states[^1].BookVersion));
        Assert.Equal(5, states[^1].Searches.Count);
        Assert.All(states[^1].Searches, s => Assert.True(s is { Done: true, Epoch: 1, Scored: > 0 }, $"{s}"));
        Assert.Equal(4, (await _service.Book("found", CancellationToken.None)).Book.Pairs.Count);
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            _service.Control("c", CampaignOrder.Pause, CancellationToken.None));
        Assert.Equal(ServiceFault.Conflict, fault.Fault);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task An_ended_campaign_keeps_nothing_of_what_it_learned_from()
    {
        var asked = await Started();
        await Reached(s => s.State == CampaignState.Completed);

        // Its thread tells the end a moment before it lets go.
        for (var i = 0; i < 10_000 && asked.IsAlive; i++)
        {
            await Task.Yield();
            GC.Collect();
        }

        Assert.False(asked.IsAlive);
        Assert.Equal("c", Assert.Single(await _service.Campaigns(CancellationToken.None)).Id);

        async Task<WeakReference> Started()
        {
            var request = SmallCampaign.Short("c", "found");
            await _service.StartCampaign(request, CancellationToken.None);
            return new WeakReference(request.Samples);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task The_same_campaign_is_started_once_and_another_under_its_id_is_refused()
    {
        var request = SmallCampaign.Endless("c", "found");
        await _service.StartCampaign(request, CancellationToken.None);
        await _service.StartCampaign(SmallCampaign.Endless("c", "found"), CancellationToken.None);
        Assert.Single(await _service.Campaigns(CancellationToken.None));
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            _service.StartCampaign(request with { Settings = request.Settings with { Seed = 9 } }, CancellationToken.None));
        Assert.Equal(ServiceFault.Conflict, fault.Fault);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_held_campaign_stands_still_goes_on_and_ends_with_what_it_has()
    {
        await _service.StartCampaign(SmallCampaign.Endless("c", "found"), CancellationToken.None);
        await Reached(s => s.Searches.Any(x => x.Epoch > 0));
        Assert.Equal(CampaignState.Paused, (await _service.Control("c", CampaignOrder.Pause, CancellationToken.None)).State);
        Assert.Equal(CampaignState.Paused, (await _service.Control("c", CampaignOrder.Pause, CancellationToken.None)).State);
        Assert.Equal(CampaignState.Running, (await _service.Control("c", CampaignOrder.Resume, CancellationToken.None)).State);
        var at = (await _service.Campaign("c", CancellationToken.None)).Searches.Max(x => x.Epoch);
        await Reached(s => s.Searches.Max(x => x.Epoch) > at + 1);
        await _service.Control("c", CampaignOrder.Pause, CancellationToken.None);
        await _service.Control("c", CampaignOrder.Cancel, CancellationToken.None);
        var end = await Reached(s => s.State is not (CampaignState.Running or CampaignState.Paused));
        Assert.Equal((CampaignState.Cancelled, 1), (end.State, end.BookVersion));
        Assert.False((await _service.Book("found", CancellationToken.None)).Book.Provenance.Complete);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task An_ended_campaign_is_deleted_its_book_stays_and_who_watches_sees_its_end()
    {
        await _service.StartCampaign(SmallCampaign.Endless("c", "found"), CancellationToken.None);
        await using var watch = _service.Watch("c", CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        await Reached(s => s.Searches.Any(x => x.Epoch > 0));
        Assert.Equal(ServiceFault.Conflict,
            (await Assert.ThrowsAsync<DefectServiceException>(() => _service.Delete("c", CancellationToken.None))).Fault);
        await _service.Control("c", CampaignOrder.Cancel, CancellationToken.None);
        await Reached(s => s.State == CampaignState.Cancelled);

        await _service.Delete("c", CancellationToken.None);

        Assert.Empty(await _service.Campaigns(CancellationToken.None));
        Assert.Equal(ServiceFault.NotFound,
            (await Assert.ThrowsAsync<DefectServiceException>(() => _service.Delete("c", CancellationToken.None))).Fault);
        Assert.Equal(1, (await _service.Book("found", CancellationToken.None)).Version);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(CampaignState.Cancelled, watch.Current.State);
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task More_campaigns_than_a_process_can_carry_are_asked_to_wait()
    {
        for (var i = 0; i < LocalDefectService.MostCampaigns; i++)
            await _service.StartCampaign(SmallCampaign.Endless($"c{i}", "found"), CancellationToken.None);
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            _service.StartCampaign(SmallCampaign.Endless("more", "found"), CancellationToken.None));
        Assert.Equal(ServiceFault.Busy, fault.Fault);
    }

    [Fact]
    public async Task The_first_structure_that_can_not_be_used_is_named_whatever_thread_met_it()
    {
        _service.Put("x", MadeUpData.TrueBook());
        var request = new PredictionRequest
        {
            Structures = [
                .. Enumerable.Range(0, 50)
                    .Select(i => ServedApi.Three with { Id = $"s{i}", CellA = i is 20 or 40 ? 0 : MadeUpCrystal.CellA })
            ],
        };
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            _service.Predict("x", request, CancellationToken.None));
        Assert.StartsWith("s20:", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_answered_for_each_structure_in_it_up_to_a_number()
    {
        _service.Put("x", MadeUpData.TrueBook());
        var frame = new ExtendedXyzFormat().Write([MadeUpCrystal.UnitCell]);
        Task<PredictionAnswer> Frames(int count) => _service.Predict(
            "x", new PredictionRequest
            {
                Files = [new StructureFile("path.xyz", string.Concat(Enumerable.Repeat(frame, count)))]
            }, CancellationToken.None);

        Assert.Equal(["path#1", "path#2", "path#3"], (await Frames(3)).Predictions.Select(p => p.Id));
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() => Frames(10_001));
        Assert.Equal((ServiceFault.TooLarge, "path.xyz: 10001 structures; expected at most 10000 in one file"),
            (fault.Fault, fault.Message));
    }

    private async Task<CampaignStatus> Reached(Func<CampaignStatus, bool> there)
    {
        await foreach (var status in _service.Watch("c", CancellationToken.None))
        {
            if (there(status))
                return status;
        }
        throw new InvalidOperationException("The campaign ended before it got there.");
    }
}
