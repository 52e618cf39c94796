using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Discovery;

/// <summary>From a training set to a formula book: pair tables, one search per pair channel and property, choice, refinement.</summary>
public static class Campaign
{
    /// <summary>
    /// Runs a campaign in this process. A cancelled one returns the book of what there is, marked as not complete; it is
    /// null when not even one formula was found.
    /// </summary>
    /// <param name="training">The structures to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="checkpoint">State of an interrupted campaign to go on from and to save to; null keeps none.</param>
    /// <param name="progress">Told at every epoch; called from several threads.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends the campaign early.</param>
    /// <exception cref="InputException">An option or the training set can't be used, or the checkpoint is of another campaign.</exception>
    public static FormulaBook? Run(
        TrainingSet training,
        DiscoveryOptions options,
        string? checkpoint,
        IProgress<DiscoveryProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellation) => throw new NotImplementedException();
}
