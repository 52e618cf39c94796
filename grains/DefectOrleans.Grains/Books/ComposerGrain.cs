using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace DefectOrleans.Grains;

/// <summary>
/// Answers from memory and looks for a newer book beside that. Every silo has its own, as many as it has cores; while the
/// book's keeper can't be reached the last book goes on answering.
/// </summary>
[StatelessWorker]
internal sealed class ComposerGrain(GrainSettings settings, TimeProvider time, ILogger<ComposerGrain> log) : Grain, IComposerGrain
{
    // Fewer structures than this are answered at once; more would keep a thread of the grains for long.
    private const int Few = 100;

    private ServedComposer? _served;

    private IBookGrain Keeper => GrainFactory.GetGrain<IBookGrain>(this.GetPrimaryKeyString());

    public Task<PredictionAnswer> Predict(PredictionRequest request, CancellationToken cancellation) =>
        Answer(request.Files.Count + request.Structures.Count, composer => composer.Predict(request), cancellation);

    public Task<PredictedBatch> PredictBatch(LatticeBatch batch, CancellationToken cancellation) =>
        Answer(batch.Counts.Length, composer => composer.Predict(batch), cancellation);

    private async Task<T> Answer<T>(int structures, Func<ServedComposer, T> predict, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var composer = _served ?? await Open(cancellation);
        var answer = structures < Few ? predict(composer) : await Task.Run(() => predict(composer), cancellation);
        DefectMetrics.PredictionDuration.Record(time.GetElapsedTime(began).TotalSeconds, DefectMetrics.Book(this.GetPrimaryKeyString()));
        DefectMetrics.Predictions.Add(structures, DefectMetrics.Book(this.GetPrimaryKeyString()));
        return answer;
    }

    private async Task<ServedComposer> Open(CancellationToken cancellation)
    {
        var composer = await Load(cancellation);
        this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(settings.BookCheckEvery, settings.BookCheckEvery) { Interleave = true });
        return composer;
    }

    private async Task<ServedComposer> Load(CancellationToken cancellation)
    {
        var book = await Keeper.Latest(cancellation);
        _served = await Task.Run(() => new ServedComposer(book), cancellation);
        DefectMetrics.BookVersion.Record(book.Version, DefectMetrics.Book(this.GetPrimaryKeyString()));
        return _served;
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            if (await Keeper.Version(cancellation) is var version and > 0 && version != _served!.Version)
                await Load(cancellation);
        }
        catch (Exception fault)
        {
            BookLog.NotSeen(log, fault, this.GetPrimaryKeyString(), _served!.Version);
        }
    }
}
