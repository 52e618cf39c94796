using DefectOrleans.Contracts;

namespace DefectOrleans.Client;

/// <summary>Where the service is and how patient the client.</summary>
public sealed record DefectClientOptions
{
    /// <summary>The service's address, such as <c>http://127.0.0.1:5080</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The key that goes with every request; null for services that ask for none.</summary>
    public string? Key { get; init; }

    /// <summary>For how long a call that met a busy or absent service is tried again; zero tries once.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause before the second try; it doubles with each further one. A random part of it is waited.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause between two tries.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Draws the pauses, so that many clients do not come back at once.</summary>
// Pauses that many clients draw alike would have them all ask at once: any draw will do, and a caller can hand in its own.
#pragma warning disable RS0030
    public Random Random { get; init; } = Random.Shared;
#pragma warning restore RS0030

    /// <summary>How bodies are written; the service has to read it too.</summary>
    public IBodyFormat Format { get; init; } = JsonBodyFormat.Lenient;

    internal void Validate()
    {
        var faults = new List<string>();
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            faults.Add($"address '{Address}'; expected one such as http://127.0.0.1:5080");
        if (RetryFor < TimeSpan.Zero)
            faults.Add($"retries for {RetryFor}; expected zero or more");
        if (FirstPause <= TimeSpan.Zero || LongestPause < FirstPause)
            faults.Add($"pauses from {FirstPause} to {LongestPause}; expected above zero and rising");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults));
    }
}
