using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;
using DefectOrleans.Gateway.Cluster;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>The gateway's second tries, over a cluster that fails as it is told.</summary>
public sealed class RetryingDefectServiceTests
{
    // Where the window's end is waited for, and where it is not.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1), Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_call_is_made_again_until_a_silo_answers()
    {
        var cluster = new FailingCluster(faults: 3);
        Assert.Empty(await Over(cluster).Books(default));
        Assert.Equal(4, cluster.Asked);
    }

    [Fact]
    public async Task When_none_answers_in_the_window_the_service_is_unavailable()
    {
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            Over(new FailingCluster(faults: int.MaxValue), Window).Books(default));
        Assert.Equal(ServiceFault.Unavailable, fault.Fault);
    }

    [Fact]
    public async Task A_call_that_never_answers_ends_with_the_window()
    {
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            Over(new FailingCluster(faults: 0), Window).Campaign("silent", default));
        Assert.Equal(ServiceFault.Unavailable, fault.Fault);
    }

    [Fact]
    public async Task A_call_without_an_answer_is_made_again_as_soon_as_a_silo_is_lost()
    {
        var (cluster, lost) = (new FailingCluster(faults: 0), new LostSilos());
        var answer = new RetryingDefectService(cluster, () => true, lost, Long, TimeProvider.System)
            .Campaign("silent once", default);
        await cluster.Silent;
        lost.Tell();
        Assert.Equal(CampaignState.Running, (await answer).State);
    }

    [Fact]
    public async Task Faults_that_stay_are_told_at_once()
    {
        var cluster = new FailingCluster(faults: int.MaxValue, ServiceFault.NotFound);
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() => Over(cluster).Books(default));
        Assert.Equal((ServiceFault.NotFound, 1), (fault.Fault, cluster.Asked));
    }

    [Fact]
    public async Task Grains_are_not_asked_before_the_cluster_is_met()
    {
        var (cluster, looks) = (new FailingCluster(faults: 0), 0);
        await new RetryingDefectService(cluster, () => ++looks > 2, new LostSilos(), Long, TimeProvider.System).Books(default);
        Assert.Equal((3, 1), (looks, cluster.Asked));
    }

    [Fact]
    public async Task A_stream_goes_on_where_its_silo_left_it()
    {
        var epochs = new List<double>();
        await foreach (var status in Over(new FailingCluster(faults: 2)).Watch("c", default))
            epochs.Add(status.Seconds);
        Assert.Equal([0, 1, 2, 3], epochs);
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_is_done_and_what_never_was_is_not_found()
    {
        var cluster = new FailingCluster(faults: 1);
        await Over(cluster).Delete("c", default);
        Assert.Equal(2, cluster.Asked);
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            Over(new FailingCluster(faults: 1, ServiceFault.NotFound)).Delete("c", default));
        Assert.Equal(ServiceFault.NotFound, fault.Fault);
    }

    [Fact]
    public async Task A_caller_that_gave_up_is_not_answered_for()
    {
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Over(new FailingCluster(faults: int.MaxValue)).Books(gaveUp.Token));
    }

    private static RetryingDefectService Over(FailingCluster cluster, TimeSpan? window = null) =>
        new(cluster, () => true, new LostSilos(), window ?? Long, TimeProvider.System);

    /// <summary>A cluster whose first calls fail; its campaigns tell a number more with every status.</summary>
    private sealed class FailingCluster(int faults, ServiceFault kind = ServiceFault.Unavailable) : IDefectService
    {
        private readonly TaskCompletionSource _silent = new();
        private int _told;

        /// <summary>Done when a call has begun that will not be answered.</summary>
        public Task Silent => _silent.Task;

        public int Asked { get; private set; }

        public Task<IReadOnlyList<BookInfo>> Books(CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return Asked++ < faults
                ? throw new DefectServiceException(kind, "as told")
                : Task.FromResult<IReadOnlyList<BookInfo>>([]);
        }

        public async Task<CampaignStatus> Campaign(string campaign, CancellationToken cancellation)
        {
            if (campaign == "silent" || campaign == "silent once" && _silent.TrySetResult())
                await new TaskCompletionSource().Task;
            return Status(0);
        }

        public async IAsyncEnumerable<CampaignStatus> Watch(
            string campaign, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask;
            for (; _told < 4; _told++)
            {
                yield return Status(_told);
                if (Asked++ < faults)
                {
                    _told++;
                    throw new DefectServiceException(kind, "as told");
                }
            }
        }

        public Task<ServedBook> Book(string book, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<int> PutBook(string book, FormulaBook content, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<PredictionAnswer> Predict(string book, PredictionRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<PredictedBatch> Predict(string book, LatticeBatch batch, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<CampaignStatus>> Campaigns(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<CampaignStatus> StartCampaign(CampaignRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<CampaignStatus> Control(string campaign, CampaignOrder order, CancellationToken cancellation) =>
            throw new NotSupportedException();

        /// <summary>Deletes at the first call, and loses the answers as it is told.</summary>
        public Task Delete(string campaign, CancellationToken cancellation)
        {
            var deleted = Asked++ == 0;
            throw new DefectServiceException(deleted ? kind : ServiceFault.NotFound, "as told");
        }

        private static CampaignStatus Status(int seconds) => new()
        {
            Id = "c", State = CampaignState.Running, Stage = "search", Searches = [], Book = "b", Seconds = seconds,
        };
    }
}
