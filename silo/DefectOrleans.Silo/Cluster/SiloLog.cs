namespace DefectOrleans.Silo.Cluster;

/// <summary>What a silo logs of its membership.</summary>
internal static partial class SiloLog
{
    [LoggerMessage(401, LogLevel.Warning, "The table of members can't be read: {Fault}; tried again every {Seconds} s.")]
    public static partial void Unread(this ILogger log, string fault, double seconds);

    [LoggerMessage(402, LogLevel.Information, "The table of members can be read again.")]
    public static partial void ReadAgain(this ILogger log);

    [LoggerMessage(403, LogLevel.Warning, "Silo {Silo} is dead.")]
    public static partial void Died(this ILogger log, string silo);

    [LoggerMessage(404, LogLevel.Critical, "This silo ends with code {Code}, to be started again: {Reason}.")]
    public static partial void Ends(this ILogger log, int code, string reason);
}
