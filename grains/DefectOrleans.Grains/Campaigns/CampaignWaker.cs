using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>
/// Wakes campaigns that have not ended, at the silo's start and again and again: those whose silo died, or all of them
/// after the whole cluster stood still.
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
                var campaigns = await grains.GetGrain<ICatalogGrain>(0).Campaigns(cancellation);
                foreach (var campaign in campaigns.Where(c => c.Final is null))
                    await grains.GetGrain<ICampaignGrain>(campaign.Id).Wake(cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                CampaignLog.NotWoken(log, fault);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }
}
