using DefectOrleans.ClusterTests.Host;

namespace DefectOrleans.ClusterTests.Chaos;

/// <summary>What befalls a part of the cluster.</summary>
internal enum FaultKind
{
    /// <summary><c>kill -9</c>, and started again after some seconds.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT after 5 to 30 s.</summary>
    Freeze,

    /// <summary>SIGTERM, and started again once it has ended.</summary>
    Restart,
}

/// <summary>
/// Kills, freezes and restarts silos, gateway and database at random moments; one at a time of each, at times several together.
/// </summary>
internal sealed class RandomFaults(
    ClusterUnderTest cluster, PostgresServer postgres, Availability availability, ulong seed, TimeProvider time)
{
    private const int LastLines = 12;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250), Again = TimeSpan.FromSeconds(1),
        StartPatience = TimeSpan.FromMinutes(3);

    private readonly Random _random = new((int)seed);
    private readonly Dictionary<string, Task> _busy = [];
    private readonly HashSet<string> _frozen = [];
    private readonly List<string> _ended = [];

    /// <summary>How often what befell which kind of part: a silo, the gateway, the database.</summary>
    public Dictionary<(string Part, FaultKind Kind), int> Counts { get; } = [];

    /// <summary>Programs that ended by themselves without having been frozen before, or not as they should.</summary>
    public IReadOnlyList<string> Ended => _ended;

    /// <summary>Goes on for some time; at its end all is up again.</summary>
    public async Task Run(TimeSpan duration)
    {
        var began = time.GetTimestamp();
        var next = NextMoment();
        while (time.GetElapsedTime(began) < duration)
        {
            await Task.Delay(Look, time);
            await Revive();
            if (time.GetElapsedTime(began) < next)
                continue;
            next = time.GetElapsedTime(began) + NextMoment();
            Strike();
        }
        await Task.WhenAll(_busy.Values);
        await Revive();
        await Task.WhenAll(_busy.Values);
    }

    private TimeSpan NextMoment() => TimeSpan.FromSeconds(2 + 8 * _random.NextDouble());

    private void Strike()
    {
        // All numbers are drawn whether or not they are used, so that a seed means the same faults.
        var (place, kind) = (_random.Next(10), (FaultKind)_random.Next(3));
        var (pause, frozen) =
            (TimeSpan.FromSeconds(4 * _random.NextDouble()), TimeSpan.FromSeconds(5 + 25 * _random.NextDouble()));
        var part = place switch
        {
            < 7 => Availability.Silo(place % cluster.Silos.Count),
            < 9 => Availability.Gateway,
            _ => Availability.Database,
        };
        if (!IsFree(part))
            return;
        var key = (part.Split(' ')[0], kind);
        Counts[key] = Counts.GetValueOrDefault(key) + 1;
        _busy[part] = part == Availability.Database ? Strike(kind, pause, frozen) : Strike(part, kind, pause, frozen);
    }

    private bool IsFree(string part) => _busy.GetValueOrDefault(part, Task.CompletedTask).IsCompleted;

    private async Task Strike(string part, FaultKind kind, TimeSpan pause, TimeSpan frozen)
    {
        var program = ProgramOf(part);
        availability.Down(part);
        switch (kind)
        {
            case FaultKind.Kill:
                await program.Kill();
                await Task.Delay(pause, time);
                await Start(part);
                break;
            case FaultKind.Restart:
                await Terminate(part, program);
                await Start(part);
                break;
            default:
                program.Freeze();
                await Task.Delay(frozen, time);
                program.Thaw();
                _frozen.Add(part);
                await Ready(part, program);
                break;
        }
    }

    private async Task Strike(FaultKind kind, TimeSpan pause, TimeSpan frozen)
    {
        availability.Down(Availability.Database);
        if (kind == FaultKind.Freeze)
        {
            await Task.Run(postgres.Freeze);
            await Task.Delay(frozen, time);
            await Task.Run(postgres.Thaw);
        }
        else
        {
            await Task.Run(() => postgres.Stop(inOrder: kind == FaultKind.Restart));
            await Task.Delay(pause, time);
            await Task.Run(postgres.Start);
        }
        availability.Up(Availability.Database);
    }

    private async Task Terminate(string part, ProgramUnderTest program)
    {
        var began = time.GetTimestamp();
        try
        {
            var code = await program.Terminate();
            if (code != 0 && !availability.DatabaseWasDown(began, time.GetTimestamp()))
                Record($"{part} was asked to end and ended with {code}", program);
        }
        catch (OperationCanceledException)
        {
            Record($"{part} was asked to end and did not", program);
        }
    }

    /// <summary>Waits until a program that was frozen answers again, or starts it where it found itself declared dead.</summary>
    private async Task Ready(string part, ProgramUnderTest program)
    {
        var began = time.GetTimestamp();
        while (!program.HasEnded && time.GetElapsedTime(began) < StartPatience)
        {
            if (await program.Status(Silo.SiloHost.ReadyPath) == 200)
            {
                availability.Up(part);
                return;
            }
            await Task.Delay(Look, time);
        }
        if (!program.HasEnded)
            Record($"{part} was frozen and has not been ready for {StartPatience.TotalMinutes:0} minutes since", program);
        await Start(part);
    }

    /// <summary>Starts a program, as often as it takes while there is no database.</summary>
    private async Task Start(string part)
    {
        _frozen.Remove(part);
        var began = time.GetTimestamp();
        while (true)
        {
            var tried = time.GetTimestamp();
            try
            {
                await (part == Availability.Gateway ? cluster.StartGateway() : cluster.StartSilo(NumberOf(part)));
                availability.Up(part);
                return;
            }
            catch (Exception fault) when (fault is InvalidOperationException or TimeoutException)
            {
                if (!availability.DatabaseWasDown(tried, time.GetTimestamp()))
                    Record($"{part} does not start", ProgramOf(part));
                if (time.GetElapsedTime(began) > StartPatience)
                    throw;
                await Task.Delay(Again, time);
            }
        }
    }

    /// <summary>Starts what has ended by itself.</summary>
    private async Task Revive()
    {
        foreach (var part in Enumerable.Range(0, cluster.Silos.Count).Select(Availability.Silo).Append(Availability.Gateway)
            .Where(IsFree))
        {
            // Of a fault that could not be undone.
            await _busy.GetValueOrDefault(part, Task.CompletedTask);
            if (!ProgramOf(part).HasEnded)
                continue;
            availability.Down(part);
            if (!_frozen.Contains(part))
                Record($"{part} ended by itself", ProgramOf(part));
            _busy[part] = Start(part);
        }
    }

    private void Record(string what, ProgramUnderTest program) =>
        _ended.Add($"{what}:\n{string.Join('\n', program.Output.TrimEnd().Split('\n').TakeLast(LastLines))}");

    private ProgramUnderTest ProgramOf(string part) =>
        part == Availability.Gateway ? cluster.Gateway : cluster.Silos[NumberOf(part)];

    private static int NumberOf(string part) => int.Parse(part.Split(' ')[1]);
}
