using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DefectOrleans.Grains;
using Microsoft.Extensions.DependencyInjection;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>All that one silo measures, as a collector of metrics sees it.</summary>
internal sealed class SiloMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Instrument> _instruments = [];
    private readonly ServiceProvider? _own;

    /// <summary>Listens to a silo that does nothing.</summary>
    public SiloMetrics()
        : this(Services()) => _own = (ServiceProvider)Silo;

    /// <summary>Listens to a silo.</summary>
    public SiloMetrics(IServiceProvider silo)
    {
        Silo = silo;
        // There from its first use on.
        silo.GetRequiredService<DefectMetrics>();
        var meters = silo.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != DefectMetrics.MeterName || !ReferenceEquals(instrument.Meter.Scope, meters))
                return;
            _instruments.Add(instrument);
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Record(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Record(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Record(instrument, value, labels));
        _listener.Start();
    }

    public IReadOnlyCollection<Instrument> Instruments => _instruments;

    private IServiceProvider Silo { get; }

    /// <summary>Every series so far, by its name and labels: what is as it is now, and the sum of what is counted.</summary>
    public IReadOnlyDictionary<string, double> Read()
    {
        _listener.RecordObservableInstruments();
        return _series;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _own?.Dispose();
    }

    private static ServiceProvider Services() => new ServiceCollection()
        .AddMetrics()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new GrainSettings { Cores = 1 })
        .AddSingleton<SearchCores>()
        .AddSingleton<SiloSearches>()
        .AddSingleton<DefectMetrics>()
        .BuildServiceProvider();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels) =>
        _series.AddOrUpdate(
            string.Join(' ', [instrument.Name, .. labels.ToArray().Select(label => $"{label.Key}={label.Value}")]),
            value,
            (_, before) => instrument.IsObservable ? value : before + value);
}
