using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Composition;

namespace DefectOrleans.Grains;

/// <summary>Keeps a book's last versions.</summary>
internal sealed class BookGrain(
    [PersistentState("book", DefectStorage.Name)] IPersistentState<BookState> stored, GrainSettings settings) : Grain, IBookGrain
{
    private string Id => this.GetPrimaryKeyString();

    private ServedBook? Newest => stored.State.Versions.LastOrDefault();

    public async Task<int> Put(FormulaBook book, string? campaign, CancellationToken cancellation)
    {
        if (campaign is null || stored.State.Campaigns.FirstOrDefault(c => c.Campaign == campaign) is not { } put)
        {
            await Task.Run(() => Check(book), cancellation);
            var version = (Newest?.Version ?? 0) + 1;
            await Store(new BookState
            {
                Versions = [.. stored.State.Versions.TakeLast(settings.BookVersions - 1), new ServedBook(version, book)],
                Campaigns = campaign is null ? stored.State.Campaigns : [.. stored.State.Campaigns, new CampaignBook(campaign, version)],
            });
            put = new CampaignBook(campaign ?? "", version);
        }
        await GrainFactory.GetGrain<ICatalogGrain>(0).NoteBook(Info(Newest!), CancellationToken.None);
        return put.Version;
    }

    public Task<ServedBook> Latest(CancellationToken cancellation) => Newest is { } book
        ? Task.FromResult(book)
        : throw new GrainFaultException(ServiceFault.NotFound, $"no book '{Id}'");

    public Task<int> Version(CancellationToken cancellation) => Task.FromResult(Newest?.Version ?? 0);

    private static void Check(FormulaBook book)
    {
        try
        {
            _ = new ServedComposer(new ServedBook(0, book));
        }
        catch (Exception fault) when (fault is ArgumentException or NullReferenceException)
        {
            throw new InputException($"the book does not hold together: {fault.Message}", fault);
        }
    }

    private BookInfo Info(ServedBook served) => new()
    {
        Id = Id,
        Material = served.Book.Material,
        Version = served.Version,
        Finished = served.Book.Provenance.Finished,
        Complete = served.Book.Provenance.Complete,
        Formulas = served.Book.Pairs.Count,
        Properties = [.. served.Book.Pairs.Select(p => p.Property).Distinct().Order()],
    };

    private async Task Store(BookState next)
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
