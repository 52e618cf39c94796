using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>
/// Wakes campaigns that have not ended, at the silo's start and again and again: those whose silo died, or all of them
/// after the whole cluster stood still. Has those deleted that are kept no longer, and what is stored of searches whose
/// campaign has ended.
/// </summary>
internal sealed class CampaignWaker(
    IGrainFactory grains, IStoredKeys keys, GrainSettings settings, TimeProvider time, ILogger<CampaignWaker> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        var ended = new CancellationTokenSource();
        var loop = Task.CompletedTask;
        lifecycle.Subscribe(nameof(CampaignWaker), ServiceLifecycleStage.Active, Start, Stop);

        Task Start(CancellationToken cancellation)
        {
            loop = Task.Run(() => Loop(ended.Token), CancellationToken.None);
            return Task.CompletedTask;
        }

        async Task Stop(CancellationToken cancellation)
        {
            await ended.CancelAsync();
            await loop.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Loop(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(settings.WakeEvery, time);
        var swept = time.GetTimestamp();
        do
        {
            try
            {
                var pending = await grains.GetGrain<ICatalogGrain>(0).Pending(cancellation);
                await Task.WhenAll(
                    [
                        .. pending.Open.Select(id => Wake(id, cancellation)),
                        .. pending.Expired.Select(id => Delete(id, cancellation))
                    ]);
                if (time.GetElapsedTime(swept) < settings.SweepEvery)
                    continue;
                swept = time.GetTimestamp();
                await Sweep(pending.Open, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                CampaignLog.NotAsked(log, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>One that can't be woken keeps none of the others from it.</summary>
    private async Task Wake(string campaign, CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<ICampaignGrain>(campaign).Wake(cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            CampaignLog.NotWoken(log, fault, campaign);
        }
    }

    /// <summary>
    /// A silo that was frozen or cut off may have stored a search's state when the campaign had ended without it.
    /// </summary>
    private async Task Sweep(IEnumerable<string> open, CancellationToken cancellation)
    {
        var campaigns = new HashSet<string>();
        foreach (var state in (string[])["search", .. IslandSnapshots.Names])
            campaigns.UnionWith((await keys.Keys(state, prefix: "", cancellation)).Select(key => key[..key.IndexOf('/')]));
        campaigns.ExceptWith(open);
        await Task.WhenAll(campaigns.Select(id => grains.GetGrain<ICampaignGrain>(id).ClearSearches(cancellation)));
    }

    private async Task Delete(string campaign, CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<ICampaignGrain>(campaign).Delete(cancellation);
        }
        catch (GrainFaultException fault) when (fault.Fault == ServiceFault.NotFound)
        {
            // Another silo's waker has had it deleted meanwhile.
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            CampaignLog.NotExpired(log, fault, campaign);
        }
    }
}
