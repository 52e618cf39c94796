using System.Runtime.CompilerServices;

namespace DefectOrleans.Contracts.Grains;

/// <summary>The service that a cluster's grains give. Faults of grains, and of the way to them, become service faults.</summary>
public sealed class GrainDefectService(IGrainFactory grains) : IDefectService
{
    private const int LongestId = 100;

    private ICatalogGrain Catalog => grains.GetGrain<ICatalogGrain>(0);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BookInfo>> Books(CancellationToken cancellation) =>
        Ask<IReadOnlyList<BookInfo>>(async () => await Catalog.Books(cancellation));

    /// <inheritdoc/>
    public Task<ServedBook> Book(string book, CancellationToken cancellation) =>
        Ask(() => BookGrain(book).Latest(cancellation));

    /// <inheritdoc/>
    public Task<int> PutBook(string book, FormulaBook content, CancellationToken cancellation) =>
        Ask(() => BookGrain(book).Put(content, campaign: null, cancellation));

    /// <inheritdoc/>
    public Task<PredictionAnswer> Predict(string book, PredictionRequest request, CancellationToken cancellation) =>
        Ask(() => Composer(book).Predict(request, cancellation));

    /// <inheritdoc/>
    public Task<PredictedBatch> Predict(string book, LatticeBatch batch, CancellationToken cancellation) =>
        Ask(() => Composer(book).PredictBatch(batch, cancellation));

    /// <inheritdoc/>
    public Task<IReadOnlyList<CampaignStatus>> Campaigns(CancellationToken cancellation) =>
        Ask<IReadOnlyList<CampaignStatus>>(async () =>
        {
            var entries = await Catalog.Campaigns(cancellation);
            var open = await Task.WhenAll(entries.Where(e => e.Final is null).Select(e => StatusOf(e.Id, cancellation)));
            var byId = open.OfType<CampaignStatus>().ToDictionary(s => s.Id);
            return [.. entries.Select(e => e.Final ?? byId.GetValueOrDefault(e.Id)).OfType<CampaignStatus>()];
        });

    /// <inheritdoc/>
    public Task<CampaignStatus> StartCampaign(CampaignRequest request, CancellationToken cancellation) => Ask(() =>
    {
        Named(request.Book, "book");
        return CampaignGrain(request.Id).Start(request, cancellation);
    });

    /// <inheritdoc/>
    public Task<CampaignStatus> Campaign(string campaign, CancellationToken cancellation) =>
        Ask(() => CampaignGrain(campaign).Status(cancellation));

    /// <inheritdoc/>
    public Task<CampaignStatus> Control(string campaign, CampaignOrder order, CancellationToken cancellation) =>
        Ask(() => CampaignGrain(campaign).Control(order, cancellation));

    /// <inheritdoc/>
    public Task Delete(string campaign, CancellationToken cancellation) => Ask(async () =>
    {
        await CampaignGrain(campaign).Delete(cancellation);
        return true;
    });

    /// <inheritdoc/>
    public async IAsyncEnumerable<CampaignStatus> Watch(string campaign, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var states = CampaignGrain(campaign).Watch(cancellation).WithBatchSize(1).GetAsyncEnumerator(cancellation);
        while (await Ask(Next))
            yield return states.Current;

        async Task<bool> Next()
        {
            try
            {
                return await states.MoveNextAsync();
            }
            catch (EnumerationAbortedException)
            {
                // Its silo is gone, or the campaign itself: then this says so.
                await CampaignGrain(campaign).Status(cancellation);
                throw;
            }
        }
    }

    private IBookGrain BookGrain(string book) => grains.GetGrain<IBookGrain>(Named(book, "book"));

    private IComposerGrain Composer(string book) => grains.GetGrain<IComposerGrain>(Named(book, "book"));

    private ICampaignGrain CampaignGrain(string campaign) => grains.GetGrain<ICampaignGrain>(Named(campaign, "campaign"));

    /// <summary>
    /// Null where a campaign is in the catalog and was never stored: its start was cut off. One that breaks on being asked
    /// does not take the others' answers along.
    /// </summary>
    private async Task<CampaignStatus?> StatusOf(string campaign, CancellationToken cancellation)
    {
        try
        {
            return await CampaignGrain(campaign).Status(cancellation);
        }
        catch (GrainFaultException fault) when (fault.Fault == ServiceFault.NotFound)
        {
            return null;
        }
        catch (Exception fault) when (fault is not (GrainFaultException or OrleansException or TimeoutException
            or OperationCanceledException))
        {
            return new CampaignStatus
            {
                Id = campaign, State = CampaignState.Unreadable, Stage = "unreadable", Searches = [], Book = "", Seconds = 0,
                Message = $"it does not answer: {fault.Message}",
            };
        }
    }

    /// <summary>Ids go into keys, addresses and file names.</summary>
    private static string Named(string id, string what) =>
        id is { Length: > 0 and <= LongestId } && id[0] != '.'
            && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? id
            : throw new DefectServiceException(
                ServiceFault.Invalid,
                $"{what} id '{id}'; expected up to {LongestId} letters, digits, '-', '_' and '.', not beginning with '.'");

    private static async Task<T> Ask<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (GrainFaultException fault)
        {
            throw new DefectServiceException(fault.Fault, fault.Message, fault);
        }
        catch (GatewayTooBusyException fault)
        {
            throw new DefectServiceException(ServiceFault.Busy, "the cluster has more to do than it can; try again later", fault);
        }
        // Disposed is the way to the cluster of a program that ends.
        catch (Exception fault) when (fault is OrleansException or TimeoutException or EnumerationAbortedException
            or ObjectDisposedException)
        {
            throw new DefectServiceException(ServiceFault.Unavailable, "the cluster does not answer; try again later", fault);
        }
    }
}
