using System.Diagnostics;

namespace DefectOrleans.Grains;

/// <summary>
/// The cores that a silo searches on: one thread each, apart from the threads that answer calls. Campaigns take turns;
/// within a campaign work is done in the order in which it came.
/// </summary>
internal sealed class SearchCores : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, Queue<Action>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();
    private bool _closed;
    private long _busy;

    /// <summary>Starts the threads.</summary>
    public SearchCores(GrainSettings settings)
    {
        for (var i = 0; i < settings.Cores; i++)
            new Thread(Work) { IsBackground = true, Name = $"search core {i}" }.Start();
    }

    /// <summary>Time that the cores had work, all together.</summary>
    public TimeSpan Busy => TimeSpan.FromTicks(Interlocked.Read(ref _busy));

    /// <summary>Does work on one of the cores as soon as the campaign's turn has come.</summary>
    /// <param name="campaign">Whose work it is.</param>
    /// <param name="work">Runs on one core.</param>
    /// <param name="cancellation">Takes the work back while it waits.</param>
    public Task<T> Run<T>(string campaign, Func<T> work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_waiting.TryGetValue(campaign, out var queue))
            {
                _waiting.Add(campaign, queue = new Queue<Action>());
                _turns.Enqueue(campaign);
            }
            queue.Enqueue(Do);
            Monitor.Pulse(_gate);
        }
        return done.Task;

        void Do()
        {
            if (cancellation.IsCancellationRequested)
            {
                done.SetCanceled(cancellation);
                return;
            }
            try
            {
                done.SetResult(work());
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        }
    }

    /// <summary>Lets the threads end after what they do now.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            var began = Stopwatch.GetTimestamp();
            work();
            Interlocked.Add(ref _busy, Stopwatch.GetElapsedTime(began).Ticks);
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_turns.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            if (_closed)
                return null;
            var campaign = _turns.Dequeue();
            var queue = _waiting[campaign];
            var work = queue.Dequeue();
            if (queue.Count > 0)
                _turns.Enqueue(campaign);
            else
                _waiting.Remove(campaign);
            return work;
        }
    }
}
