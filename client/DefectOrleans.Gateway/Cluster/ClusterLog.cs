namespace DefectOrleans.Gateway.Cluster;

/// <summary>What the gateway logs of its connection to the cluster.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(EventId = 301, Message = "Not connected: {Fault}; tried again every {Seconds} s.")]
    public static partial void NotConnected(this ILogger log, LogLevel level, string fault, double seconds);

    [LoggerMessage(302, LogLevel.Information, "Connected to cluster {Cluster}.")]
    public static partial void Connected(this ILogger log, string cluster);

    [LoggerMessage(303, LogLevel.Warning, "No silo of cluster {Cluster} is connected any more; tried again until one is up.")]
    public static partial void Lost(this ILogger log, string cluster);
}
