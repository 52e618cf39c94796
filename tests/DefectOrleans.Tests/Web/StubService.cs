using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;

namespace DefectOrleans.Tests.Web;

/// <summary>A service that fails, waits or tells states as the test says.</summary>
internal sealed class StubService : IDefectService
{
    /// <summary>What every call throws, while it is there.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Called with the number of each call before it is answered.</summary>
    public Action<int>? OnCall { get; set; }

    /// <summary>What predictions wait for.</summary>
    public TaskCompletionSource Gate { get; init; } = Done();

    /// <summary>Done when a prediction is asked for.</summary>
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What a watch tells; an exception ends it.</summary>
    public List<object> Told { get; init; } = [];

    /// <summary>Calls so far.</summary>
    public int Calls { get; private set; }

    public Task<IReadOnlyList<BookInfo>> Books(CancellationToken cancellation) => Answer<IReadOnlyList<BookInfo>>([]);

    public Task<ServedBook> Book(string book, CancellationToken cancellation) => Answer(new ServedBook(1, null!));

    public Task<int> PutBook(string book, FormulaBook content, CancellationToken cancellation) => Answer(1);

    public async Task<PredictionAnswer> Predict(string book, PredictionRequest request, CancellationToken cancellation)
    {
        Asked.TrySetResult();
        await Gate.Task.WaitAsync(cancellation);
        return await Answer(new PredictionAnswer(1, []));
    }

    public Task<PredictedBatch> Predict(string book, LatticeBatch batch, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignStatus>> Campaigns(CancellationToken cancellation) =>
        Answer<IReadOnlyList<CampaignStatus>>([]);

    public Task<CampaignStatus> StartCampaign(CampaignRequest request, CancellationToken cancellation) =>
        Answer(Status(CampaignState.Running));

    public Task<CampaignStatus> Campaign(string campaign, CancellationToken cancellation) =>
        Answer(Status(CampaignState.Running));

    public async IAsyncEnumerable<CampaignStatus> Watch(string campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        while (Told.Count > 0)
        {
            var next = Told[0];
            Told.RemoveAt(0);
            if (next is Task wait)
                await wait.WaitAsync(cancellation);
            else if (next is Exception fault)
                throw fault;
            else
                yield return (CampaignStatus)next;
        }
    }

    public Task<CampaignStatus> Control(string campaign, CampaignOrder order, CancellationToken cancellation) =>
        Answer(Status(CampaignState.Paused));

    public Task Delete(string campaign, CancellationToken cancellation) => Answer(true);

    public static CampaignStatus Status(CampaignState state, string stage = "search") => new()
    {
        Id = "stub", State = state, Stage = stage, Searches = [], Book = "stub", Seconds = 1.5,
    };

    private Task<T> Answer<T>(T answer)
    {
        Calls++;
        OnCall?.Invoke(Calls);
        return Fault is { } fault ? Task.FromException<T>(fault) : Task.FromResult(answer);
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
