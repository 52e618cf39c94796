using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;
using MessagePack;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>
/// A campaign as users and its searches see it. Between calls a timer takes its next step; calls and timer take
/// turns, so there is one writer of its state.
/// </summary>
internal sealed class CampaignGrain : Grain, ICampaignGrain
{
    private readonly IPersistentState<StoredRequest> _request;
    private readonly IPersistentState<CampaignProgress> _progress;
    private readonly CampaignServices _services;
    private readonly CampaignSteps _steps;
    private IGrainTimer? _timer;

    public CampaignGrain(
        IGrainContext context,
        [PersistentState("request", DefectStorage.Name)] IPersistentState<StoredRequest> request,
        [PersistentState("progress", DefectStorage.Name)] IPersistentState<CampaignProgress> progress,
        CampaignServices services)
    {
        (_request, _progress, _services) = (request, progress, services);
        _steps = new CampaignSteps(context.GrainId.Key.ToString()!, request, progress, services, StepAgain);
    }

    private string Id => this.GetPrimaryKeyString();

    private ICatalogGrain Catalog => GrainFactory.GetGrain<ICatalogGrain>(0);

    /// <summary>Why what is stored can't be read; null where it can, or nothing is.</summary>
    private string? Unreadable => _request.State.Unreadable ?? _progress.State.Unreadable
        ?? (_request is { RecordExists: true, State.Request: null } ? $"{nameof(StoredRequest)}: it is empty" : null);

    /// <summary>Whether there is a campaign with something left to do.</summary>
    private bool IsOpen => Unreadable is null && _request.State.Request is not null && !_progress.State.HasEnded;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Unreadable is { } reason)
            CampaignLog.Unreadable(_services.Log, Id, reason);
        if (IsOpen)
            Begin(input: null);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (!IsOpen)
            return;
        try
        {
            await _steps.Store().WaitAsync(cancellationToken);
        }
        catch (Exception fault)
        {
            CampaignLog.NotStored(_services.Log, fault, Id);
        }
    }

    public async Task<CampaignStatus> Start(CampaignRequest asked, CancellationToken cancellation)
    {
        Messages.RequireWhole(asked);
        if (Unreadable is { } reason)
            throw new GrainFaultException(ServiceFault.Conflict,
                $"campaign {Id} is stored and can't be read ({reason}); delete it first, or choose another id");
        if (_request.State.Request is { } known)
        {
            if (!Bytes(asked).AsSpan().SequenceEqual(Bytes(known)))
                throw new GrainFaultException(
                    ServiceFault.Conflict, $"campaign {Id} was started with other settings or structures; choose another id");
            return _steps.Status();
        }
        var input = await Task.Run(() => CampaignInput.Of(asked), cancellation);
        var started = _services.Time.GetUtcNow();
        await Catalog.NoteCampaign(new CampaignEntry(Id, started, Final: null), cancellation);
        _progress.State = new CampaignProgress { Searches = input.Plan.Names };
        await _progress.WriteStateAsync(CancellationToken.None);
        _request.State = new StoredRequest { Request = asked, Started = started };
        try
        {
            await _request.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            _request.State = new StoredRequest();
            throw;
        }
        CampaignLog.Started(_services.Log, Id, input.Plan.Searches.Length);
        Begin(input);
        return _steps.Status();
    }

    public async Task<CampaignStatus> Control(CampaignOrder order, CancellationToken cancellation)
    {
        RequireKnown();
        if (Unreadable is { } reason)
            throw new GrainFaultException(
                ServiceFault.Conflict, $"campaign {Id} can't be read ({reason}); it can only be deleted");
        var now = _progress.State.Standing;
        if (now.Refusal(order) is { } refusal)
            throw new GrainFaultException(ServiceFault.Conflict, $"campaign {Id} {refusal}");
        if (now.After(order) != now)
        {
            CampaignLog.Ordered(_services.Log, Id, order);
            await _steps.Follow(order);
            StepAgain();
        }
        return _steps.Status();
    }

    public Task<CampaignStatus> Status(CancellationToken cancellation)
    {
        RequireKnown();
        return Task.FromResult(Current());
    }

    public async IAsyncEnumerable<CampaignStatus> Watch([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            RequireKnown();
            // Asked before the yield: it may end while that lasts, and its end is still to be told.
            var (changed, status, isOpen) = (_steps.Changed, Current(), IsOpen);
            yield return status;
            if (!isOpen)
                yield break;
            await changed.WaitAsync(cancellation);
        }
    }

    public async Task<bool> Wake(CancellationToken cancellation)
    {
        if (Unreadable is not null)
            return false;
        if (_request.State.Request is null)
        {
            // Its start or its deletion was cut off.
            await ClearProgress();
            await Catalog.ForgetCampaign(Id, cancellation);
        }
        else if (_progress.State.HasEnded)
        {
            await _steps.Close();
        }
        return IsOpen;
    }

    public async Task Delete(CancellationToken cancellation)
    {
        if (IsOpen)
            throw new GrainFaultException(ServiceFault.Conflict,
                $"campaign {Id} has not ended ({_progress.State.State.ToString().ToLowerInvariant()}); cancel it first");
        var stored = _request.RecordExists || _progress.RecordExists;
        if (stored && !await _steps.Delete())
            throw new GrainFaultException(
                ServiceFault.Unavailable, $"not all that campaign {Id} has stored could be deleted now; try again");
        // The request first: without it nothing runs, and what is left is deleted when this is asked for again.
        if (_request.RecordExists)
            await _request.ClearStateAsync(CancellationToken.None);
        await ClearProgress();
        var listed = await Catalog.ForgetCampaign(Id, CancellationToken.None);
        if (!stored && !listed)
            RequireKnown();
        CampaignLog.Deleted(_services.Log, Id);
        _steps.Change();
        DeactivateOnIdle();
    }

    public Task ClearSearches(CancellationToken cancellation) =>
        IsOpen || Unreadable is not null ? Task.CompletedTask : _steps.Delete();

    public Task Ended(int search, SearchReport report, CancellationToken cancellation) =>
        IsOpen ? _steps.Ended(search, report) : Task.CompletedTask;

    private static byte[] Bytes(CampaignRequest request) => MessagePackSerializer.Serialize(request, DefectMessages.Options);

    private CampaignStatus Current() => Unreadable is { } reason
        ? CampaignTelling.Unreadable(Id, _request.State.Request?.Book ?? "", reason)
        : _steps.Status();

    private Task ClearProgress() =>
        _progress.RecordExists ? _progress.ClearStateAsync(CancellationToken.None) : Task.CompletedTask;

    private void RequireKnown()
    {
        if (Unreadable is null && _request.State.Request is null)
            throw new GrainFaultException(ServiceFault.NotFound, $"no campaign '{Id}'");
    }

    private void Begin(CampaignInput? input)
    {
        _steps.Begin(input);
        _timer = this.RegisterGrainTimer(
            Tick, new GrainTimerCreationOptions(TimeSpan.Zero, _services.Settings.LookEvery) { KeepAlive = true });
    }

    private void StepAgain() => _timer?.Change(TimeSpan.Zero, _services.Settings.LookEvery);

    private async Task Tick(CancellationToken cancellation)
    {
        try
        {
            await _steps.Step();
        }
        catch (InconsistentStateException fault)
        {
            CampaignLog.Replaced(_services.Log, fault, Id);
            DeactivateOnIdle();
        }
        catch (InputException fault)
        {
            await _steps.Fail(fault.Message);
        }
        catch (Exception fault)
        {
            CampaignLog.Delayed(_services.Log, fault, Id);
        }
        if (!IsOpen)
            _timer?.Dispose();
    }
}
