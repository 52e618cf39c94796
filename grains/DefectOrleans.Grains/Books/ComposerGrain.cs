using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Service;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace DefectOrleans.Grains;

/// <summary>
/// Answers from memory and looks for a newer book beside that. Every silo has its own, as many as it has cores; while the
/// book's keeper can't be reached the last book goes on answering.
/// </summary>
[StatelessWorker]
internal sealed class ComposerGrain(
    GrainSettings settings, DefectMetrics metrics, TimeProvider time, ILogger<ComposerGrain> log) : Grain, IComposerGrain
{
    // Fewer structures than this are answered at once; more would keep a thread of the grains for long.
    private const int Few = 100;

    private BookAnswers? _served;

    private IBookGrain Keeper => GrainFactory.GetGrain<IBookGrain>(this.GetPrimaryKeyString());

    public Task<PredictionAnswer> Predict(PredictionRequest request, CancellationToken cancellation)
    {
        Messages.RequireWhole(request);
        return Answer(request.Files.Count + request.Structures.Count, book => book.Predict(request, cancellation), cancellation);
    }

    public Task<PredictedBatch> PredictBatch(LatticeBatch batch, CancellationToken cancellation)
    {
        Messages.RequireWhole(batch);
        return Answer(batch.Counts.Length, book => book.Predict(batch, cancellation), cancellation);
    }

    private async Task<T> Answer<T>(int structures, Func<BookAnswers, T> predict, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var book = _served ?? await Open(cancellation);
        var answer = structures < Few ? predict(book) : await Task.Run(() => predict(book), cancellation);
        metrics.PredictionDuration.Record(time.GetElapsedTime(began).TotalSeconds);
        metrics.Predictions.Add(structures);
        return answer;
    }

    private async Task<BookAnswers> Open(CancellationToken cancellation)
    {
        var book = await Load(cancellation);
        this.RegisterGrainTimer(
            Look, new GrainTimerCreationOptions(settings.BookCheckEvery, settings.BookCheckEvery) { Interleave = true });
        return book;
    }

    private async Task<BookAnswers> Load(CancellationToken cancellation)
    {
        var book = await Keeper.Latest(cancellation);
        return _served = await Task.Run(() => new BookAnswers(this.GetPrimaryKeyString(), book.Version, book.Book), cancellation);
    }

    private async Task Look(CancellationToken cancellation)
    {
        try
        {
            if (await Keeper.Version(cancellation) is var version and > 0 && version != _served!.Served.Version)
                await Load(cancellation);
        }
        catch (Exception fault)
        {
            BookLog.NotSeen(log, fault, this.GetPrimaryKeyString(), _served!.Served.Version);
        }
    }
}
