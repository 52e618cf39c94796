using System.Runtime.ExceptionServices;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Shares numbered items of work between the caller and pool threads. Items are taken as threads come free: results
/// must not depend on which worker takes which item. The caller never waits for a pool thread that has not started.
/// </summary>
internal sealed class WorkerTeam(int threads) : IThreadPoolWorkItem
{
    private readonly object _gate = new();
    private Action<int, int>? _work;
    private ExceptionDispatchInfo? _fault;
    private int _items;
    private int _next;
    private int _joined;
    private int _active;

    /// <summary>Most workers at a time, the caller included.</summary>
    public int Threads => threads;

    /// <summary>
    /// Runs <paramref name="work"/>(worker, item) for items 0 … <paramref name="items"/> − 1; workers count from 0.
    /// </summary>
    public void Run(int items, Action<int, int> work)
    {
        lock (_gate)
            (_work, _fault, _items, _next, _joined) = (work, null, items, 0, 0);
        for (int helper = 1; helper < Math.Min(threads, items); helper++)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        Work(0, work);
        lock (_gate)
        {
            _work = null;
            while (_active > 0)
                Monitor.Wait(_gate);
        }

        _fault?.Throw();
    }

    void IThreadPoolWorkItem.Execute()
    {
        Action<int, int> work;
        int worker;
        lock (_gate)
        {
            // A late helper finds the work done, or its place in the next round of work.
            if (_work is null || _joined >= threads - 1)
                return;
            work = _work;
            worker = ++_joined;
            _active++;
        }

        Work(worker, work);
        lock (_gate)
        {
            _active--;
            Monitor.PulseAll(_gate);
        }
    }

    private void Work(int worker, Action<int, int> work)
    {
        try
        {
            for (int item; (item = Interlocked.Increment(ref _next) - 1) < _items;)
                work(worker, item);
        }
        catch (Exception fault)
        {
            Volatile.Write(ref _next, _items);
            Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(fault), null);
        }
    }
}
