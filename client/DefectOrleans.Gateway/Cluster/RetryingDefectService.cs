using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;

namespace DefectOrleans.Gateway.Cluster;

/// <summary>
/// Asks again while a silo dies and its grains come up elsewhere. All that the service does may be asked twice: a campaign
/// is known by its id, an order by its effect, and a book that is put twice by its content.
/// </summary>
/// <param name="cluster">The service over the cluster's grains.</param>
/// <param name="isMet">Whether the cluster has been met: before that grains can't be asked for.</param>
/// <param name="lost">Cuts attempts short that a lost silo leaves without an answer.</param>
/// <param name="window">How long a call is tried again; then it is <see cref="ServiceFault.Unavailable"/>.</param>
/// <param name="clock">Time.</param>
public sealed class RetryingDefectService(
    IDefectService cluster, Func<bool> isMet, LostSilos lost, TimeSpan window, TimeProvider clock)
    : IDefectService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BookInfo>> Books(CancellationToken cancellation) =>
        Try(cluster.Books, cancellation);

    /// <inheritdoc/>
    public Task<ServedBook> Book(string book, CancellationToken cancellation) =>
        Try(token => cluster.Book(book, token), cancellation);

    /// <inheritdoc/>
    public Task<int> PutBook(string book, FormulaBook content, CancellationToken cancellation) =>
        Try(token => cluster.PutBook(book, content, token), cancellation, Patience.OfTheCall);

    /// <inheritdoc/>
    public Task<PredictionAnswer> Predict(string book, PredictionRequest request, CancellationToken cancellation) =>
        Try(token => cluster.Predict(book, request, token), cancellation);

    /// <inheritdoc/>
    public Task<PredictedBatch> Predict(string book, LatticeBatch batch, CancellationToken cancellation) =>
        Try(token => cluster.Predict(book, batch, token), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CampaignStatus>> Campaigns(CancellationToken cancellation) =>
        Try(cluster.Campaigns, cancellation);

    /// <inheritdoc/>
    public Task<CampaignStatus> StartCampaign(CampaignRequest request, CancellationToken cancellation) =>
        Try(token => cluster.StartCampaign(request, token), cancellation, Patience.OfTheCall);

    /// <inheritdoc/>
    public Task<CampaignStatus> Campaign(string campaign, CancellationToken cancellation) =>
        Try(token => cluster.Campaign(campaign, token), cancellation);

    /// <inheritdoc/>
    public Task<CampaignStatus> Control(string campaign, CampaignOrder order, CancellationToken cancellation) =>
        Try(token => cluster.Control(campaign, order, token), cancellation);

    /// <inheritdoc/>
    public Task Delete(string campaign, CancellationToken cancellation)
    {
        var asked = false;
        return Try(
            async token =>
            {
                try
                {
                    await cluster.Delete(campaign, token);
                }
                catch (DefectServiceException fault) when (asked && fault.Fault == ServiceFault.NotFound)
                {
                    // A try before, whose answer was lost, has deleted it.
                }
                finally
                {
                    asked = true;
                }
                return true;
            },
            cancellation, Patience.OfTheCall);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CampaignStatus> Watch(string campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Campaign(campaign, cancellation);
        var lastHeard = clock.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(lost.Next, cancellation);
            var statuses = cluster.Watch(campaign, attempt.Token).GetAsyncEnumerator(attempt.Token);
            await using (statuses)
            {
                while (true)
                {
                    bool more;
                    try
                    {
                        more = await statuses.MoveNextAsync();
                    }
                    catch (Exception e) when (PassingFault.Is(e, cancellation))
                    {
                        if (clock.GetElapsedTime(lastHeard) + pause > window)
                            throw Unavailable(e);
                        break;
                    }
                    if (!more)
                        yield break;
                    (lastHeard, pause) = (clock.GetTimestamp(), FirstPause);
                    yield return statuses.Current;
                }
            }
            await Task.Delay(pause, clock, cancellation);
            pause = Longer(pause);
        }
    }

    /// <summary>How long one attempt may take.</summary>
    private enum Patience
    {
        /// <summary>What is left of the window: the silo that was asked may have died without a word.</summary>
        OfTheWindow,

        /// <summary>As long as the call itself allows: much is read or stored.</summary>
        OfTheCall,
    }

    private async Task<T> Try<T>(
        Func<CancellationToken, Task<T>> call, CancellationToken cancellation, Patience patience = Patience.OfTheWindow)
    {
        var started = clock.GetTimestamp();
        using var end = new CancellationTokenSource(patience == Patience.OfTheWindow ? window : Timeout.InfiniteTimeSpan, clock);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(end.Token, lost.Next, cancellation);
            Exception? last = null;
            try
            {
                if (isMet())
                    return await call(attempt.Token).WaitAsync(attempt.Token);
            }
            catch (Exception e) when (PassingFault.Is(e, cancellation))
            {
                last = e;
            }
            if (clock.GetElapsedTime(started) + pause >= window)
                throw Unavailable(last);
            await Task.Delay(pause, clock, cancellation);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    private DefectServiceException Unavailable(Exception? last) =>
        new(ServiceFault.Unavailable, $"no silo has answered for {window.TotalSeconds:0.#} s; try again later", last);
}
