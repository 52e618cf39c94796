using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>
/// Wakes campaigns that have not ended, at the silo's start and again and again: those whose silo died, or all of them
/// after the whole cluster stood still. Has those deleted that are kept no longer.
/// </summary>
internal sealed class CampaignWaker(IGrainFactory grains, GrainSettings settings, TimeProvider time, ILogger<CampaignWaker> log)
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
        do
        {
            try
            {
                var pending = await grains.GetGrain<ICatalogGrain>(0).Pending(cancellation);
                await Task.WhenAll([.. pending.Open.Select(id => Wake(id, cancellation)), .. pending.Expired.Select(id => Delete(id, cancellation))]);
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
