namespace DefectOrleans.Contracts.Grains;

/// <summary>
/// One SEGVAE search with one seed; its key is <see cref="IslandKey"/>. It lives in the memory of one silo, and works on
/// one of the silo's cores at a time.
/// </summary>
public interface IIslandGrain : IGrainWithStringKey
{
    /// <summary>Makes the island anew or as its snapshot was, in place of whatever there is.</summary>
    /// <exception cref="GrainFaultException">
    /// Another attempt is later (<see cref="ServiceFault.Conflict"/>), there is no such snapshot
    /// (<see cref="ServiceFault.NotFound"/>), or the search can't be made (<see cref="ServiceFault.Invalid"/>).
    /// </exception>
    [ResponseTimeout("00:10:00")]
    Task Open(IslandStart start, CancellationToken cancellation);

    /// <summary>Takes the immigrants in and runs one epoch, as soon as there is a core.</summary>
    /// <exception cref="GrainFaultException">The island is not where the order asks
    /// (<see cref="ServiceFault.Conflict"/>).</exception>
    [ResponseTimeout("00:10:00")]
    Task<EpochReport> RunEpoch(EpochOrder order, CancellationToken cancellation);

    /// <summary>Stores its state.</summary>
    /// <exception cref="GrainFaultException">The island is not where the order asks
    /// (<see cref="ServiceFault.Conflict"/>).</exception>
    [ResponseTimeout("00:10:00")]
    Task Write(IslandSnapshot snapshot, CancellationToken cancellation);

    /// <summary>Leaves the memory; what is stored stays if asked.</summary>
    [ResponseTimeout("00:10:00")]
    Task Close(bool keepSnapshots, CancellationToken cancellation);
}
