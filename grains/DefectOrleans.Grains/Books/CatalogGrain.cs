using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;

namespace DefectOrleans.Grains;

/// <summary>The cluster's list of books and campaigns.</summary>
internal sealed class CatalogGrain([PersistentState("catalog", DefectStorage.Name)] IPersistentState<CatalogState> stored) : Grain, ICatalogGrain
{
    public Task<BookInfo[]> Books(CancellationToken cancellation) => Task.FromResult(stored.State.Books);

    public Task<CampaignEntry[]> Campaigns(CancellationToken cancellation) => Task.FromResult(stored.State.Campaigns);

    public Task NoteBook(BookInfo book, CancellationToken cancellation) => Store(stored.State with
    {
        Books = [.. stored.State.Books.Where(b => b.Id != book.Id).Append(book).OrderBy(b => b.Id, StringComparer.Ordinal)],
    });

    public Task NoteCampaign(CampaignEntry campaign, CancellationToken cancellation) => Store(stored.State with
    {
        Campaigns = [.. stored.State.Campaigns.Where(c => c.Id != campaign.Id).Append(campaign).OrderByDescending(c => c.Started)],
    });

    public Task ForgetCampaign(string campaign, CancellationToken cancellation) => Store(stored.State with
    {
        Campaigns = [.. stored.State.Campaigns.Where(c => c.Id != campaign)],
    });

    private async Task Store(CatalogState next)
    {
        var before = stored.State;
        stored.State = next;
        try
        {
            await stored.WriteStateAsync();
        }
        catch
        {
            stored.State = before;
            throw;
        }
    }
}
