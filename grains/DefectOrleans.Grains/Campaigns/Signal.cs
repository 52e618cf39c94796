namespace DefectOrleans.Grains;

/// <summary>Told again and again to whoever waits at that time.</summary>
internal sealed class Signal
{
    private TaskCompletionSource _next = New();

    /// <summary>Done when it is given next.</summary>
    public Task Next => _next.Task;

    /// <summary>Gives it.</summary>
    public void Give()
    {
        var given = _next;
        _next = New();
        given.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
