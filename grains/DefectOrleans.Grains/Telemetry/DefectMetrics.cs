using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace DefectOrleans.Grains;

/// <summary>What a silo measures; a host adds the meter by its name.</summary>
public static class DefectMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "DefectOrleans";

    private static readonly Meter Meter = new(MeterName);

    internal static readonly Counter<long> Candidates =
        Meter.CreateCounter<long>("defects.search.candidates", "{candidate}", "Formulas scored; its rate is candidates/s.");

    internal static readonly Counter<long> Epochs =
        Meter.CreateCounter<long>("defects.search.epochs", "{epoch}", "Epochs that islands have done.");

    internal static readonly Counter<double> Busy =
        Meter.CreateCounter<double>("defects.search.busy", "s", "Time that search cores had work; its rate over the cores is their use.");

    internal static readonly Gauge<double> CandidatesPerSecond =
        Meter.CreateGauge<double>("defects.search.rate", "{candidate}/s", "Formulas scored per second by a search, over its islands.");

    internal static readonly Gauge<double> BestError =
        Meter.CreateGauge<double>("defects.search.best_error", "eV", "Root mean square error of a search's best formula on its pair table.");

    internal static readonly Gauge<double> CheckpointAge =
        Meter.CreateGauge<double>("defects.search.checkpoint_age", "s", "Time since a search's last snapshot.");

    internal static readonly Counter<long> Rollbacks =
        Meter.CreateCounter<long>("defects.search.rollbacks", "{rollback}", "Times that a search went back to its last snapshot.");

    internal static readonly Histogram<double> PredictionDuration =
        Meter.CreateHistogram<double>("defects.prediction.duration", "s", "Time that a composer takes to answer.");

    internal static readonly Counter<long> Predictions =
        Meter.CreateCounter<long>("defects.prediction.structures", "{structure}", "Structures predicted.");

    internal static readonly Gauge<int> BookVersion =
        Meter.CreateGauge<int>("defects.book.version", "{version}", "Version of a book that composers answer from.");

    internal static TagList Book(string book) => new() { { "book", book } };
}
