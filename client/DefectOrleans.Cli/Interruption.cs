using System.Runtime.InteropServices;

namespace DefectOrleans.Cli;

/// <summary>
/// Ctrl-C and SIGTERM: the first asks the command to end early with what it has, the second ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, End),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, End),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        // Left alone, the second signal does what the system does by default: it kills.
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
