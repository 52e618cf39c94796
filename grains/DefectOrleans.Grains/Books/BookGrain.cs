using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Service;
using MessagePack;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>Keeps a book's last versions. Where these can't be read it says so, until a book is put in their place.</summary>
internal sealed class BookGrain(
    [PersistentState("book", DefectStorage.Name)] IPersistentState<BookState> stored, GrainSettings settings,
    ILogger<BookGrain> log)
    : Grain, IBookGrain
{
    private string Id => this.GetPrimaryKeyString();

    private ServedBook? Newest => stored.State.Versions.LastOrDefault();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (stored.State.Unreadable is { } reason)
            BookLog.Unreadable(log, Id, reason);
        return Task.CompletedTask;
    }

    public async Task<int> Put(FormulaBook book, string? campaign, CancellationToken cancellation)
    {
        Messages.RequireWhole(book);
        if (campaign is null && Newest is { } newest && Bytes(book).AsSpan().SequenceEqual(Bytes(newest.Book)))
        {
            await Record();
            return newest.Version;
        }
        if (campaign is null || stored.State.Campaigns.FirstOrDefault(c => c.Campaign == campaign) is not { } put)
        {
            var version = await LastVersion(cancellation) + 1;
            await Task.Run(() => new BookAnswers(Id, version, book), cancellation);
            await stored.Store(new BookState
            {
                Versions = [.. stored.State.Versions.TakeLast(settings.BookVersions - 1), new ServedBook(version, book)],
                Campaigns = campaign is null
                    ? stored.State.Campaigns
                    : [.. stored.State.Campaigns, new CampaignBook(campaign, version)],
            });
            put = new CampaignBook(campaign ?? "", version);
        }
        await Record();
        return put.Version;
    }

    public Task<ServedBook> Latest(CancellationToken cancellation) => Newest is { } book
        ? Task.FromResult(book)
        : throw (stored.State.Unreadable is { } reason
            ? new GrainFaultException(ServiceFault.Conflict, $"book '{Id}' is stored and can't be read ({reason}); put it again")
            : new GrainFaultException(ServiceFault.NotFound, $"no book '{Id}'"));

    public Task<int> Version(CancellationToken cancellation) => Task.FromResult(Newest?.Version ?? 0);

    public Task<BookInfo?> Info(CancellationToken cancellation) =>
        Task.FromResult(Newest is { } newest ? BookAnswers.InfoOf(Id, newest) : null);

    private static byte[] Bytes(FormulaBook book) => MessagePackSerializer.Serialize(book, DefectMessages.Options);

    /// <summary>Versions go on counting from those that can't be read any more, as far as the catalog knows them.</summary>
    private async Task<int> LastVersion(CancellationToken cancellation)
    {
        if (stored.State.Unreadable is null)
            return Newest?.Version ?? 0;
        var books = await GrainFactory.GetGrain<ICatalogGrain>(0).Books(cancellation);
        return books.FirstOrDefault(b => b.Id == Id)?.Version ?? 0;
    }

    /// <summary>Tells the catalog, every time: it may not have heard of the version before.</summary>
    private Task Record() =>
        GrainFactory.GetGrain<ICatalogGrain>(0).NoteBook(BookAnswers.InfoOf(Id, Newest!), CancellationToken.None);
}
