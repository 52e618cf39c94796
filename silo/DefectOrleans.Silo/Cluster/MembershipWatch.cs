using System.Collections.Concurrent;
using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Servers;
using DefectOrleans.Silo.Settings;
using Orleans.Clustering.Redis;

namespace DefectOrleans.Silo.Cluster;

/// <summary>
/// Looks whether the silo is still in the table of members. Orleans does not: where the table was emptied, its silos would go
/// on beside those that come later and know nothing of them, two clusters over the same states.
/// </summary>
internal sealed class MembershipWatch(
    IMembershipTable table, ILocalSiloDetails silo, ISiloStatusOracle cluster, SiloEnd end, SiloSettings settings,
    TimeProvider clock, ILogger<MembershipWatch> log)
    : BackgroundService, ISiloStatusListener
{
    // The third look without a row is the last one: time for who asks the probe to see why.
    private const int Looks = 3;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(10);

    private readonly RepeatLimit _limit = new(clock);
    private readonly ConcurrentDictionary<SiloAddress, bool> _leaving = new();
    private int _missed;

    /// <summary>Why the silo is not to be used; null while it is in the table, or the table can't be read.</summary>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (updatedSilo.Equals(silo.SiloAddress))
            return;
        if (status is SiloStatus.ShuttingDown or SiloStatus.Stopping)
            _leaving[updatedSilo] = true;
        // One that said that it leaves died of no fault.
        else if (status == SiloStatus.Dead && !_leaving.TryRemove(updatedSilo, out _))
            log.Died($"{updatedSilo.Endpoint}");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        cluster.SubscribeToSiloStatusEvents(this);
        using var turns = new PeriodicTimer(Period, clock);
        while (await turns.WaitForNextTickAsync(stoppingToken))
        {
            if (cluster.CurrentStatus == SiloStatus.Active)
                await Look(stoppingToken);
        }
    }

    private async Task Look(CancellationToken stopping)
    {
        try
        {
            var row = await Row(stopping);
            if (_limit.Forget())
                log.ReadAgain();
            Judge(row);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // A table that does not answer says nothing of its members: the cluster goes on as it is.
            var fault = ServerFaults.Explain(e, settings.Cluster) ?? e.Message.ReplaceLineEndings(" ");
            if (_limit.Admits(fault))
                log.Unread(fault, Period.TotalSeconds);
        }
    }

    private void Judge(MembershipEntry? row)
    {
        if (row is { Status: SiloStatus.Dead })
            end.End(SiloEnd.DeclaredDead);
        _missed = row is null ? _missed + 1 : 0;
        Fault = row is null ? "the silo is no longer in the table of members, which was emptied or put back" : null;
        if (_missed == Looks)
            end.End(Fault!);
    }

    private async Task<MembershipEntry?> Row(CancellationToken stopping)
    {
        try
        {
            var rows = await table.ReadRowAsync(silo.SiloAddress, stopping).WaitAsync(Patience, clock, stopping);
            return rows.TryGet(silo.SiloAddress)?.Item1;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or RedisClusteringException)
        {
            // So answer Orleans' tables in PostgreSQL and in Redis where not even the cluster's version is left.
            return null;
        }
    }
}
