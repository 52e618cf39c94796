namespace DefectOrleans.Contracts;

/// <summary>
/// The one door that every face uses: served by the engine in this process, by a cluster's grains, or over HTTP. Every
/// method throws <see cref="DefectServiceException"/> for what a caller can do something about.
/// </summary>
public interface IDefectService
{
    /// <summary>The served books, by id.</summary>
    Task<IReadOnlyList<BookInfo>> Books(CancellationToken cancellation);

    /// <summary>A book.</summary>
    /// <exception cref="DefectServiceException">No such book (<see cref="ServiceFault.NotFound"/>).</exception>
    Task<ServedBook> Book(string book, CancellationToken cancellation);

    /// <summary>
    /// Puts a book in place of the one of that id, whole: a query sees the old one or the new one. The same book put again in
    /// a row keeps its version, so who has no answer may put it again.
    /// </summary>
    /// <returns>The version that it is served under.</returns>
    /// <exception cref="DefectServiceException">The book can't be served (<see cref="ServiceFault.Invalid"/>).</exception>
    Task<int> PutBook(string book, FormulaBook content, CancellationToken cancellation);

    /// <summary>Predicts structures, with each pair's share and warnings.</summary>
    /// <exception cref="DefectServiceException">No such book, or a structure can't be read or matched.</exception>
    Task<PredictionAnswer> Predict(string book, PredictionRequest request, CancellationToken cancellation);

    /// <summary>Predicts many structures of one supercell: values only.</summary>
    /// <exception cref="DefectServiceException">No such book, or the batch does not hold together.</exception>
    Task<PredictedBatch> Predict(string book, LatticeBatch batch, CancellationToken cancellation);

    /// <summary>The campaigns, latest first.</summary>
    Task<IReadOnlyList<CampaignStatus>> Campaigns(CancellationToken cancellation);

    /// <summary>Starts a campaign; one that runs already under this id with the same settings is returned as it is.</summary>
    /// <exception cref="DefectServiceException">
    /// The request can't be used (<see cref="ServiceFault.Invalid"/>), or the id is another campaign's
    /// (<see cref="ServiceFault.Conflict"/>).
    /// </exception>
    Task<CampaignStatus> StartCampaign(CampaignRequest request, CancellationToken cancellation);

    /// <summary>Where a campaign stands.</summary>
    /// <exception cref="DefectServiceException">No such campaign.</exception>
    Task<CampaignStatus> Campaign(string campaign, CancellationToken cancellation);

    /// <summary>A campaign's state now and after every change, to its end.</summary>
    /// <exception cref="DefectServiceException">No such campaign.</exception>
    IAsyncEnumerable<CampaignStatus> Watch(string campaign, CancellationToken cancellation);

    /// <summary>Holds, takes up again, or ends a campaign; what is asked for twice is done once.</summary>
    /// <exception cref="DefectServiceException">No such campaign, or one that has ended
    /// (<see cref="ServiceFault.Conflict"/>).</exception>
    Task<CampaignStatus> Control(string campaign, CampaignOrder order, CancellationToken cancellation);

    /// <summary>
    /// Deletes a campaign that has ended, or that can't be read, with all that is stored of it. Its book stays.
    /// </summary>
    /// <exception cref="DefectServiceException">
    /// No such campaign, or one that has not ended: it has to be cancelled first (<see cref="ServiceFault.Conflict"/>).
    /// </exception>
    Task Delete(string campaign, CancellationToken cancellation);
}

/// <summary>What may be asked of a running campaign.</summary>
public enum CampaignOrder
{
    /// <summary>Hold it.</summary>
    Pause,

    /// <summary>Take it up again.</summary>
    Resume,

    /// <summary>End it with what there is.</summary>
    Cancel,
}
