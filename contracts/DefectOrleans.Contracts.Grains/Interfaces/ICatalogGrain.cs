namespace DefectOrleans.Contracts.Grains;

/// <summary>Which books and campaigns there are; one for the cluster, its key is 0.</summary>
public interface ICatalogGrain : IGrainWithIntegerKey
{
    /// <summary>The served books, by id.</summary>
    Task<BookInfo[]> Books(CancellationToken cancellation);

    /// <summary>The campaigns, latest first.</summary>
    Task<CampaignEntry[]> Campaigns(CancellationToken cancellation);

    /// <summary>What is to be done about campaigns: ids alone, since every silo asks again and again.</summary>
    Task<PendingCampaigns> Pending(CancellationToken cancellation);

    /// <summary>Notes a book in place of its earlier versions.</summary>
    Task NoteBook(BookInfo book, CancellationToken cancellation);

    /// <summary>Notes a campaign in place of what was noted of it.</summary>
    Task NoteCampaign(CampaignEntry campaign, CancellationToken cancellation);

    /// <summary>Forgets a campaign that never came to be, or was deleted.</summary>
    /// <returns>Whether it was known.</returns>
    Task<bool> ForgetCampaign(string campaign, CancellationToken cancellation);
}
