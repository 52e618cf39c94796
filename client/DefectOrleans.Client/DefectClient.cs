using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;

namespace DefectOrleans.Client;

/// <summary>
/// Asks a DefectOrleans service over HTTP. A busy or absent service is asked again, with growing pauses, until
/// <see cref="DefectClientOptions.RetryFor"/> is over. Safe for use by several threads.
/// </summary>
public sealed class DefectClient : IDefectService
{
    private readonly Exchange _exchange;

    /// <summary>A client over an <see cref="HttpClient"/> that the caller keeps and disposes of.</summary>
    /// <exception cref="ArgumentException">The options can't be used; all faults are named.</exception>
    public DefectClient(HttpClient http, DefectClientOptions options)
    {
        options.Validate();
        _exchange = new Exchange(http, options);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BookInfo>> Books(CancellationToken cancellation) =>
        _exchange.Get<IReadOnlyList<BookInfo>>("api/books", cancellation);

    /// <inheritdoc/>
    public Task<ServedBook> Book(string book, CancellationToken cancellation) =>
        _exchange.Get<ServedBook>(Of(book), cancellation);

    /// <inheritdoc/>
    public async Task<int> PutBook(string book, FormulaBook content, CancellationToken cancellation) =>
        (await _exchange.Send<FormulaBook, BookVersion>(HttpMethod.Put, Of(book), content, cancellation)
            .ConfigureAwait(false)).Version;

    /// <inheritdoc/>
    public Task<PredictionAnswer> Predict(string book, PredictionRequest request, CancellationToken cancellation) =>
        _exchange.Send<PredictionRequest, PredictionAnswer>(HttpMethod.Post, $"{Of(book)}/predict", request, cancellation);

    /// <inheritdoc/>
    public Task<PredictedBatch> Predict(string book, LatticeBatch batch, CancellationToken cancellation) =>
        _exchange.Send<LatticeBatch, PredictedBatch>(HttpMethod.Post, $"{Of(book)}/predict/batch", batch, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CampaignStatus>> Campaigns(CancellationToken cancellation) =>
        _exchange.Get<IReadOnlyList<CampaignStatus>>("api/campaigns", cancellation);

    /// <inheritdoc/>
    public Task<CampaignStatus> StartCampaign(CampaignRequest request, CancellationToken cancellation) =>
        _exchange.Send<CampaignRequest, CampaignStatus>(HttpMethod.Post, "api/campaigns", request, cancellation);

    /// <inheritdoc/>
    public Task<CampaignStatus> Campaign(string campaign, CancellationToken cancellation) =>
        _exchange.Get<CampaignStatus>(Named(campaign), cancellation);

    /// <inheritdoc/>
    public Task<CampaignStatus> Control(string campaign, CampaignOrder order, CancellationToken cancellation) =>
        _exchange.Post<CampaignStatus>($"{Named(campaign)}/{order.ToString().ToLowerInvariant()}", cancellation);

    /// <inheritdoc/>
    public Task Delete(string campaign, CancellationToken cancellation) => _exchange.Delete(Named(campaign), cancellation);

    /// <inheritdoc/>
    /// <remarks>A stream that breaks off is taken up again; the state of then comes first.</remarks>
    public async IAsyncEnumerable<CampaignStatus> Watch(string campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var retry = _exchange.NewRetry();
        while (true)
        {
            await using var events = _exchange.Events($"{Named(campaign)}/events", cancellation).GetAsyncEnumerator(cancellation);
            DefectServiceException? broken = null;
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync().ConfigureAwait(false))
                        break;
                }
                catch (DefectServiceException fault) when (Retry.IsForNow(fault.Fault))
                {
                    broken = fault;
                    break;
                }
                retry = _exchange.NewRetry();
                yield return events.Current;
                if (events.Current.State.IsFinal())
                    yield break;
            }
            broken ??= new DefectServiceException(ServiceFault.Unavailable, $"the stream of campaign '{campaign}' broke off");
            await retry.PauseOrThrow(broken, broken.RetryAfter(), cancellation).ConfigureAwait(false);
        }
    }

    private static string Of(string book) => $"api/books/{Uri.EscapeDataString(book)}";

    private static string Named(string campaign) => $"api/campaigns/{Uri.EscapeDataString(campaign)}";
}
