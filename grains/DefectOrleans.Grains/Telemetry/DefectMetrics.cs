using System.Diagnostics.Metrics;

namespace DefectOrleans.Grains;

/// <summary>
/// What a silo measures; a host adds the meter by its name. What is measured of searches is of those that run on the silo
/// now, all in one number: no label holds a campaign, search or book, so the number of series does not grow with them.
/// </summary>
internal sealed class DefectMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "DefectOrleans";

    /// <summary>Makes the measures of one silo.</summary>
    public DefectMetrics(IMeterFactory meters, SearchCores cores, SiloSearches searches)
    {
        var meter = meters.Create(MeterName);
        Candidates = meter.CreateCounter<long>(
            "defects.search.candidates", "{candidate}", "Formulas scored; its rate is candidates/s.");
        Epochs = meter.CreateCounter<long>("defects.search.epochs", "{epoch}", "Epochs that islands have done.");
        Rollbacks = meter.CreateCounter<long>(
            "defects.search.rollbacks", "{rollback}", "Times that a search went back to its last snapshot.");
        PredictionDuration = meter.CreateHistogram<double>(
            "defects.prediction.duration", "s", "Time that a composer takes to answer.");
        Predictions = meter.CreateCounter<long>("defects.prediction.structures", "{structure}", "Structures predicted.");
        meter.CreateObservableCounter(
            "defects.search.busy", () =>
                cores.Busy.TotalSeconds, "s", "Time that search cores had work; its rate over the cores is their use.");
        meter.CreateObservableGauge(
            "defects.search.running", () => searches.Count, "{search}", "Searches that this silo drives.");
        meter.CreateObservableGauge(
            "defects.search.checkpoint_age", () => searches.OldestSnapshot.TotalSeconds, "s",
            "Time since the last snapshot of the search that this silo drives and whose is the oldest; 0 when none runs.");
    }

    public Counter<long> Candidates { get; }

    public Counter<long> Epochs { get; }

    public Counter<long> Rollbacks { get; }

    public Histogram<double> PredictionDuration { get; }

    public Counter<long> Predictions { get; }
}
