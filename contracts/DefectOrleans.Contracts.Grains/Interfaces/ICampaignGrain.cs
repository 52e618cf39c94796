using Orleans.Concurrency;

namespace DefectOrleans.Contracts.Grains;

/// <summary>
/// A campaign; its key is the campaign's id. It plans the searches, gives them out, outlives the silo that it runs on, and
/// puts the book that they make into its place once.
/// </summary>
public interface ICampaignGrain : IGrainWithStringKey
{
    /// <summary>Starts it; one that was started with the same request is returned as it is.</summary>
    /// <exception cref="GrainFaultException">
    /// The request can't be used (<see cref="ServiceFault.Invalid"/>), or the id is another campaign's
    /// (<see cref="ServiceFault.Conflict"/>).
    /// </exception>
    [ResponseTimeout("00:05:00")]
    Task<CampaignStatus> Start(CampaignRequest request, CancellationToken cancellation);

    /// <summary>Holds it, takes it up again, or ends it; what is asked for twice is done once.</summary>
    /// <exception cref="GrainFaultException">
    /// No such campaign, or one that has ended or can't be read (<see cref="ServiceFault.Conflict"/>).
    /// </exception>
    Task<CampaignStatus> Control(CampaignOrder order, CancellationToken cancellation);

    /// <summary>Where it stands.</summary>
    /// <exception cref="GrainFaultException">No such campaign.</exception>
    [AlwaysInterleave]
    Task<CampaignStatus> Status(CancellationToken cancellation);

    /// <summary>Its state now and after every change, to its end.</summary>
    /// <exception cref="GrainFaultException">No such campaign.</exception>
    [AlwaysInterleave]
    IAsyncEnumerable<CampaignStatus> Watch(CancellationToken cancellation);

    /// <summary>
    /// Deletes it with all that its searches and islands have stored; what is left of one that was cut off, too.
    /// </summary>
    /// <exception cref="GrainFaultException">
    /// No such campaign, one that has not ended (<see cref="ServiceFault.Conflict"/>), or not all of it could be reached
    /// (<see cref="ServiceFault.Unavailable"/>): to be asked for again.
    /// </exception>
    [ResponseTimeout("00:05:00")]
    Task Delete(CancellationToken cancellation);

    /// <summary>Takes it up where it was, if it is not at its end: after the loss of a silo.</summary>
    /// <returns>Whether it has more to do.</returns>
    [ResponseTimeout("00:05:00")]
    Task<bool> Wake(CancellationToken cancellation);

    /// <summary>Deletes what is still stored of its searches, if it has ended or is gone.</summary>
    [ResponseTimeout("00:05:00")]
    Task ClearSearches(CancellationToken cancellation);

    /// <summary>A search tells that it has ended.</summary>
    [ResponseTimeout("00:05:00")]
    Task Ended(int search, SearchReport report, CancellationToken cancellation);
}
