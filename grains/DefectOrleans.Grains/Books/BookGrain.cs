using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Service;
using MessagePack;

namespace DefectOrleans.Grains;

/// <summary>Keeps a book's last versions.</summary>
internal sealed class BookGrain(
    [PersistentState("book", DefectStorage.Name)] IPersistentState<BookState> stored, GrainSettings settings) : Grain, IBookGrain
{
    private string Id => this.GetPrimaryKeyString();

    private ServedBook? Newest => stored.State.Versions.LastOrDefault();

    public async Task<int> Put(FormulaBook book, string? campaign, CancellationToken cancellation)
    {
        Messages.RequireWhole(book);
        if (campaign is null && Newest is { } newest && Bytes(book).AsSpan().SequenceEqual(Bytes(newest.Book)))
        {
            await Note();
            return newest.Version;
        }
        if (campaign is null || stored.State.Campaigns.FirstOrDefault(c => c.Campaign == campaign) is not { } put)
        {
            var version = (Newest?.Version ?? 0) + 1;
            await Task.Run(() => new BookAnswers(Id, version, book), cancellation);
            await Store(new BookState
            {
                Versions = [.. stored.State.Versions.TakeLast(settings.BookVersions - 1), new ServedBook(version, book)],
                Campaigns = campaign is null ? stored.State.Campaigns : [.. stored.State.Campaigns, new CampaignBook(campaign, version)],
            });
            put = new CampaignBook(campaign ?? "", version);
        }
        await Note();
        return put.Version;
    }

    public Task<ServedBook> Latest(CancellationToken cancellation) => Newest is { } book
        ? Task.FromResult(book)
        : throw new GrainFaultException(ServiceFault.NotFound, $"no book '{Id}'");

    public Task<int> Version(CancellationToken cancellation) => Task.FromResult(Newest?.Version ?? 0);

    private static byte[] Bytes(FormulaBook book) => MessagePackSerializer.Serialize(book, DefectMessages.Options);

    /// <summary>Tells the catalog, every time: it may not have heard of the version before.</summary>
    private Task Note() => GrainFactory.GetGrain<ICatalogGrain>(0).NoteBook(BookAnswers.InfoOf(Id, Newest!), CancellationToken.None);

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
