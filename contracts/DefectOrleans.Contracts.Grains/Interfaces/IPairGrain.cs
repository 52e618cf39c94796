namespace DefectOrleans.Contracts.Grains;

/// <summary>
/// The search for one defect-pair channel's formula of one property; its key is <see cref="SearchKey"/>. It drives its
/// islands epoch by epoch and takes them back to their last snapshot when one is lost.
/// </summary>
public interface IPairGrain : IGrainWithStringKey
{
    /// <summary>
    /// Runs the search if it does not run yet, from its last snapshot if there is one, and tells where it stands.
    /// </summary>
    Task<SearchReport> Run(SearchTask task, CancellationToken cancellation);

    /// <summary>Holds the search at the end of the epoch that runs, with a snapshot.</summary>
    [ResponseTimeout("00:10:00")]
    Task Hold(CancellationToken cancellation);

    /// <summary>Ends the search at the end of the epoch that runs, with what it has found.</summary>
    [ResponseTimeout("00:10:00")]
    Task<SearchReport> Stop(CancellationToken cancellation);

    /// <summary>Forgets all that the search and its islands have stored; its campaign has it, or is deleted.</summary>
    /// <param name="islands">Islands that it may have, where it can't tell itself.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    [ResponseTimeout("00:10:00")]
    Task Clear(int islands, CancellationToken cancellation);
}
