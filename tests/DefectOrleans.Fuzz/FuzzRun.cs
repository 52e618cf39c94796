using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Fuzz;

/// <summary>Draws cases by seed and number, reads each, and keeps those that end as none may.</summary>
public sealed class FuzzRun
{
    // A machine that is busy with something else makes no reader slow: one that took long is read again.
    private const int Repeats = 3;

    private readonly FuzzOptions _options;
    private readonly Target[] _targets;
    private readonly int _weights;
    private readonly Dictionary<string, Tally> _tallies;
    private readonly ConcurrentDictionary<string, Find> _finds = new(StringComparer.Ordinal);
    private readonly (long Case, long Began)[] _at;
    private long _next, _ended;

    /// <summary>Prepares a run.</summary>
    /// <exception cref="ArgumentException">No target has such a name.</exception>
    public FuzzRun(FuzzOptions options)
    {
        _options = options;
        _targets = [
            .. Targets.All().Where(t =>
                options.Only.Count == 0 || options.Only.Any(o => t.Name.StartsWith(o, StringComparison.OrdinalIgnoreCase)))
        ];
        if (_targets.Length == 0)
            throw new ArgumentException(
                $"no target '{string.Join(", ", options.Only)}'; expected some of "
                    + $"{string.Join(", ", Targets.All().Select(t => t.Name))}");
        _weights = _targets.Sum(t => t.Weight);
        _tallies = _targets.ToDictionary(t => t.Name, _ => new Tally());
        _at = new (long, long)[options.Threads];
    }

    /// <summary>Cases that have ended.</summary>
    public long Ended => Volatile.Read(ref _ended);

    /// <summary>The case that some thread has been at for longest, and since when.</summary>
    public (long Case, TimeSpan For) Longest() => _at.Where(a => a.Began > 0)
        .Select(a => (a.Case, Stopwatch.GetElapsedTime(a.Began)))
        .OrderByDescending(a => a.Item2).FirstOrDefault();

    /// <summary>Runs all cases.</summary>
    public FuzzReport Run()
    {
        var began = Stopwatch.GetTimestamp();
        _next = _options.First;
        using var places = _options.Folder is { } folder ? Places(folder) : null;
        // Of the size that a program's first thread has: what overruns it does so there too.
        Thread[] threads =
            [.. Enumerable.Range(0, _options.Threads).Select(i => new Thread(() => Work(i, places), maxStackSize: 1 << 20))];
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        return new FuzzReport(_tallies, [.. _finds.Values.OrderBy(f => f.Case)], Stopwatch.GetElapsedTime(began));
    }

    /// <summary>The target and the input of a case.</summary>
    public (Target Target, byte[] Input) Case(long number)
    {
        var random = new SeededRandom(SeededRandom.Mix(_options.Seed + (ulong)number * 0x9E3779B97F4A7C15));
        var place = random.NextInt(_weights);
        var target = Array.Find(_targets, t => (place -= t.Weight) < 0)!;
        var sample = target.Samples[random.NextInt(target.Samples.Count)];
        return (target, target.Seal(Mutation.Of(sample, target.Samples, ref random)));
    }

    /// <summary>Writes a find of a case that does not end.</summary>
    public void Stuck(long number)
    {
        var (target, input) = Case(number);
        Keep(new Find(target.Name, number, _options.Seed, "stuck", "it did not end", input));
    }

    private void Work(int thread, MemoryMappedViewAccessor? places)
    {
        for (long number; (number = Interlocked.Increment(ref _next) - 1) < _options.First + _options.Cases;)
        {
            places?.Write(8 * thread, number);
            var (target, input) = Case(number);
            var (isValue, time, bytes, fault) = Measured(thread, number, target, input);
            for (var again = 1; again < Repeats && time > _options.LongestTime && fault is null; again++)
            {
                var repeated = Measured(thread, number, target, input);
                (time, fault) = (repeated.Time < time ? repeated.Time : time, repeated.Fault);
            }
            _tallies[target.Name].Add(isValue, time, bytes);
            if (fault is not null)
                Keep(new Find(target.Name, number, _options.Seed, "fault", fault.ToString(), input));
            if (time > _options.LongestTime)
                Keep(new Find(target.Name, number, _options.Seed, "slow", $"{time.TotalSeconds} s", input));
            if (bytes > _options.MostMemory)
                Keep(new Find(target.Name, number, _options.Seed, "memory", $"{bytes} bytes", input));
            Interlocked.Increment(ref _ended);
        }
        _at[thread] = default;
    }

    private (bool IsValue, TimeSpan Time, long Bytes, Exception? Fault) Measured(
        int thread, long number, Target target, byte[] input)
    {
        var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        _at[thread] = (number, began);
        var isValue = false;
        Exception? fault = null;
        try
        {
            target.Read(input);
            isValue = true;
        }
        catch (Exception e)
        {
            fault = IsRefusal(e) ? null : e;
        }
        return (isValue, Stopwatch.GetElapsedTime(began), GC.GetAllocatedBytesForCurrentThread() - before, fault);
    }

    private static bool IsRefusal(Exception fault) =>
        fault is InputException or DefectServiceException or InvalidDataException && !string.IsNullOrWhiteSpace(fault.Message);

    private void Keep(Find find)
    {
        if (_finds.TryAdd(find.Place, find) && _options.Folder is { } folder)
            find.Write(folder);
    }

    /// <summary>A file that holds each thread's case: after a crash it says which one brought it about.</summary>
    private MemoryMappedViewAccessor Places(string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = MemoryMappedFile.CreateFromFile(
            Path.Combine(folder, "running.cases"), FileMode.Create, null, 8 * _options.Threads);
        return file.CreateViewAccessor();
    }
}
