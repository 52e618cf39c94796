using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>
/// The cluster's list of books and campaigns. One that can't be read is made anew from the rows of books and campaigns
/// themselves, where the storage can be asked for them.
/// </summary>
internal sealed class CatalogGrain(
    [PersistentState("catalog", DefectStorage.Name)] IPersistentState<CatalogState> stored,
    IStoredKeys keys,
    GrainSettings settings,
    TimeProvider time,
    ILogger<CatalogGrain> log) : Grain, ICatalogGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (stored.State.Unreadable is not { } reason)
            return;
        var books = await Task.WhenAll((await keys.Keys("book", prefix: "", cancellationToken))
            .Select(id => GrainFactory.GetGrain<IBookGrain>(id).Info(cancellationToken)));
        var campaigns = await keys.Keys("request", prefix: "", cancellationToken);
        BookLog.CatalogMadeAnew(log, reason, books.Length, campaigns.Count);
        await stored.Store(new CatalogState
        {
            Books = [.. books.OfType<BookInfo>().OrderBy(b => b.Id, StringComparer.Ordinal)],
            // Those that have ended say so when they are woken.
            Campaigns = [.. campaigns.Select(id => new CampaignEntry(id, time.GetUtcNow(), Final: null))],
        });
    }

    public Task<BookInfo[]> Books(CancellationToken cancellation) => Task.FromResult(stored.State.Books);

    public Task<CampaignEntry[]> Campaigns(CancellationToken cancellation) => Task.FromResult(stored.State.Campaigns);

    public Task<PendingCampaigns> Pending(CancellationToken cancellation)
    {
        var ended = stored.State.Campaigns.Where(c => c.Final is not null).OrderByDescending(EndOf).ToList();
        var expired = ended.Where((c, i) =>
            settings.KeepCampaigns > 0 && i >= settings.KeepCampaigns
            || settings.KeepFor > TimeSpan.Zero && time.GetUtcNow() - EndOf(c) > settings.KeepFor);
        return Task.FromResult(new PendingCampaigns(
            [.. stored.State.Campaigns.Where(c => c.Final is null).Select(c => c.Id)], [.. expired.Select(c => c.Id)]));
    }

    public Task NoteBook(BookInfo book, CancellationToken cancellation) => stored.Store(stored.State with
    {
        Books = [.. stored.State.Books.Where(b => b.Id != book.Id).Append(book).OrderBy(b => b.Id, StringComparer.Ordinal)],
    });

    public Task NoteCampaign(CampaignEntry campaign, CancellationToken cancellation) => stored.Store(stored.State with
    {
        Campaigns = [
            .. stored.State.Campaigns.Where(c => c.Id != campaign.Id).Append(campaign).OrderByDescending(c => c.Started)
        ],
    });

    public async Task<bool> ForgetCampaign(string campaign, CancellationToken cancellation)
    {
        CampaignEntry[] others = [.. stored.State.Campaigns.Where(c => c.Id != campaign)];
        if (others.Length == stored.State.Campaigns.Length)
            return false;
        await stored.Store(stored.State with { Campaigns = others });
        return true;
    }

    private static DateTimeOffset EndOf(CampaignEntry campaign) =>
        campaign.Started + TimeSpan.FromSeconds(campaign.Final!.Seconds);
}
