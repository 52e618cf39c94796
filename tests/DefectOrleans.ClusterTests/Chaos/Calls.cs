using System.Collections.Concurrent;
using DefectOrleans.Contracts;

namespace DefectOrleans.ClusterTests.Chaos;

/// <summary>A call that was not answered.</summary>
/// <param name="What">What was asked.</param>
/// <param name="Asked">When, as a timestamp.</param>
/// <param name="Refused">When it was refused.</param>
/// <param name="Fault">What was answered instead.</param>
internal sealed record Refusal(string What, long Asked, long Refused, string Fault);

/// <summary>Calls of the gateway: how many were answered, how soon, and which were not.</summary>
internal sealed class Calls(TimeProvider time)
{
    private readonly ConcurrentQueue<Refusal> _refusals = [];
    private readonly ConcurrentQueue<string> _wrong = [];
    private int _asked, _answered;
    private long _slowest;

    public int Asked => _asked;

    public int Answered => _answered;

    /// <summary>The longest that an answer took.</summary>
    public TimeSpan Slowest => TimeSpan.FromTicks(Interlocked.Read(ref _slowest));

    public IReadOnlyCollection<Refusal> Refusals => _refusals;

    /// <summary>What was answered and should not have been.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>Makes a call; says whether it was answered.</summary>
    /// <param name="what">What it asks for.</param>
    /// <param name="call">The call.</param>
    /// <param name="seen">Sees the answer.</param>
    public async Task<bool> Ask<T>(string what, Func<Task<T>> call, Action<T>? seen = null)
    {
        Interlocked.Increment(ref _asked);
        var asked = time.GetTimestamp();
        try
        {
            var answer = await call();
            Interlocked.Increment(ref _answered);
            Record(time.GetElapsedTime(asked));
            seen?.Invoke(answer);
            return true;
        }
        catch (DefectServiceException fault) when (fault.Fault == ServiceFault.Unavailable)
        {
            _refusals.Enqueue(new Refusal(what, asked, time.GetTimestamp(), fault.Message));
        }
        catch (Exception fault)
        {
            _wrong.Enqueue($"{what}: {(fault as DefectServiceException)?.Fault} {fault.GetType().Name}: {fault.Message}");
        }
        return false;
    }

    /// <summary>Notes an answer that is not the right one.</summary>
    public void RecordWrong(string answer) => _wrong.Enqueue(answer);

    private void Record(TimeSpan took)
    {
        for (var before = Interlocked.Read(ref _slowest); took.Ticks > before;)
        {
            var seen = Interlocked.CompareExchange(ref _slowest, took.Ticks, before);
            if (seen == before)
                return;
            before = seen;
        }
    }
}
