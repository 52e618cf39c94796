using System.Globalization;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Cli.Serving;

/// <summary>
/// What goes wrong in the server, for who looks after it: a line with time and what was done, then the fault with its stack.
/// </summary>
internal sealed class ServerLog(Action<string> write, TimeProvider clock) : ILoggerProvider, ILogger
{
    private readonly Lock _gate = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var line =
            $"{clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)} "
                + $"{formatter(state, exception).ReplaceLineEndings(" ")}";
        lock (_gate)
            write(exception is null ? line : $"{line}{Environment.NewLine}{exception}");
    }

    public void Dispose()
    {
    }
}
