namespace DefectOrleans.Contracts.Grains;

/// <summary>Answers from a book, out of the memory of whatever silo is asked; its key is the book's id.</summary>
public interface IComposerGrain : IGrainWithStringKey
{
    /// <summary>Predicts structures, with each pair's share and warnings.</summary>
    /// <exception cref="GrainFaultException">No such book, or a structure can't be read or matched.</exception>
    Task<PredictionAnswer> Predict(PredictionRequest request, CancellationToken cancellation);

    /// <summary>Predicts many structures of one supercell: values only.</summary>
    /// <exception cref="GrainFaultException">No such book, or the batch does not hold together.</exception>
    Task<PredictedBatch> PredictBatch(LatticeBatch batch, CancellationToken cancellation);
}
