using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Engine.Service;

/// <summary>
/// The service by the engine in this process: books in memory, predictions on all cores, campaigns in the background.
/// Nothing is kept beyond the process. Disposing of it ends its campaigns and waits for them.
/// </summary>
/// <param name="clock">Time.</param>
/// <param name="threads">Threads of a campaign; one for each core where it is not given.</param>
public sealed class LocalDefectService(TimeProvider clock, int? threads = null) : IDefectService, IAsyncDisposable
{
    /// <summary>Campaigns that may go on at a time.</summary>
    public const int MostCampaigns = 4;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, BookAnswers> _books = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ServedCampaign Campaign, string Fingerprint, Task Work)> _campaigns = new(
        StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>Puts a book in place of the one of that id, whole. The same book put again in a row keeps its version.</summary>
    /// <returns>The version that it is served under.</returns>
    /// <exception cref="DefectServiceException">The book can't be served (<see cref="ServiceFault.Invalid"/>).</exception>
    public int Put(string book, FormulaBook content)
    {
        // Formulas are read, and books compared, before anybody is kept waiting; only the version needs the gate.
        var ready = new BookAnswers(book, version: 1, content);
        var text = Text(content);
        while (true)
        {
            var before = _books.GetValueOrDefault(book);
            if (before is not null && Text(before.Served.Book) == text)
                return before.Served.Version;
            lock (_gate)
            {
                if (_books.GetValueOrDefault(book) != before)
                    continue;
                var version = (before?.Served.Version ?? 0) + 1;
                _books[book] = ready.Under(version);
                return version;
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BookInfo>> Books(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<BookInfo>>(
        [.. _books.Values.Select(b => b.Info).OrderBy(b => b.Id, StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public Task<ServedBook> Book(string book, CancellationToken cancellation) => Promised(() => Find(book).Served);

    /// <inheritdoc/>
    public Task<int> PutBook(string book, FormulaBook content, CancellationToken cancellation) =>
        Promised(() => Put(book, content));

    /// <inheritdoc/>
    public Task<PredictionAnswer> Predict(string book, PredictionRequest request, CancellationToken cancellation) =>
        Promised(() => Find(book).Predict(request, cancellation));

    /// <inheritdoc/>
    public Task<PredictedBatch> Predict(string book, LatticeBatch batch, CancellationToken cancellation) =>
        Promised(() => Find(book).Predict(batch, cancellation));

    /// <inheritdoc/>
    public Task<IReadOnlyList<CampaignStatus>> Campaigns(CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<IReadOnlyList<CampaignStatus>>(
                [.. _order.AsEnumerable().Reverse().Select(id => _campaigns[id].Campaign.Status)]);
    }

    /// <inheritdoc/>
    public Task<CampaignStatus> StartCampaign(CampaignRequest request, CancellationToken cancellation) => Promised(() =>
    {
        EngineFaults.Told(() => CampaignValidator.Require(request));
        var fingerprint = Fingerprint(request);
        if (Known(request.Id, fingerprint) is { } known)
            return known;
        // Reading the structures takes a while; who was first is asked again behind the gate.
        var campaign = EngineFaults.Told(() => new ServedCampaign(request, threads ?? Environment.ProcessorCount, clock));
        lock (_gate)
        {
            if (Known(request.Id, fingerprint) is { } meanwhile)
                return meanwhile;
            if (_campaigns.Values.Count(c => !c.Campaign.HasEnded) >= MostCampaigns)
                throw new DefectServiceException(
                    ServiceFault.Busy, $"{MostCampaigns} campaigns are going on; expected to wait for one, or to cancel one");
            var work = Task.Factory.StartNew(
                () => campaign.Run(book => Put(request.Book, book)), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            _campaigns.Add(request.Id, (campaign, fingerprint, work));
            _order.Add(request.Id);
            return campaign.Status;
        }
    });

    /// <inheritdoc/>
    public Task<CampaignStatus> Campaign(string campaign, CancellationToken cancellation) =>
        Promised(() => FindCampaign(campaign).Status);

    /// <inheritdoc/>
    public async IAsyncEnumerable<CampaignStatus> Watch(string campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var status in FindCampaign(campaign).Watch(cancellation).ConfigureAwait(false))
            yield return status;
    }

    /// <inheritdoc/>
    public Task<CampaignStatus> Control(string campaign, CampaignOrder order, CancellationToken cancellation) =>
        Promised(() => FindCampaign(campaign).Control(order));

    /// <inheritdoc/>
    public async Task Delete(string campaign, CancellationToken cancellation)
    {
        Task work;
        lock (_gate)
        {
            if (!FindCampaign(campaign).HasEnded)
                throw new DefectServiceException(ServiceFault.Conflict, $"campaign '{campaign}' has not ended; cancel it first");
            work = _campaigns[campaign].Work;
            _campaigns.Remove(campaign);
            _order.Remove(campaign);
        }
        // Its thread tells its end a moment before it ends itself.
        await work.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        (ServedCampaign Campaign, string, Task Work)[] all;
        lock (_gate)
            all = [.. _campaigns.Values];
        foreach (var (campaign, _, work) in all)
        {
            if (!campaign.HasEnded)
                campaign.Cancel();
            await work.ConfigureAwait(false);
        }
    }

    private CampaignStatus? Known(string id, string fingerprint)
    {
        lock (_gate)
        {
            if (!_campaigns.TryGetValue(id, out var known))
                return null;
            return known.Fingerprint == fingerprint
                ? known.Campaign.Status
                : throw new DefectServiceException(ServiceFault.Conflict,
                    $"campaign '{id}' was started with other structures or settings; expected another id, or the same request");
        }
    }

    private BookAnswers Find(string book) => _books.TryGetValue(book, out var found)
        ? found
        : throw new DefectServiceException(ServiceFault.NotFound, $"no book '{book}'; expected {Expected(_books.Keys)}");

    private ServedCampaign FindCampaign(string campaign)
    {
        lock (_gate)
        {
            return _campaigns.TryGetValue(campaign, out var found)
                ? found.Campaign
                : throw new DefectServiceException(
                    ServiceFault.NotFound, $"no campaign '{campaign}'; expected {Expected(_campaigns.Keys)}");
        }
    }

    private static string Expected(IEnumerable<string> ids)
    {
        var some = ids.Order(StringComparer.Ordinal).Take(10).ToList();
        return some.Count == 0 ? "one to be put or started first" : $"one of {string.Join(", ", some)}";
    }

    private static string Text(FormulaBook book) => JsonBodyFormat.Lenient.ToText(book);

    private static string Fingerprint(CampaignRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonBodyFormat.Lenient.ToText(request))));

    /// <summary>Faults go into the task, as of any asynchronous call.</summary>
    private static Task<T> Promised<T>(Func<T> work)
    {
        try
        {
            return Task.FromResult(work());
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
