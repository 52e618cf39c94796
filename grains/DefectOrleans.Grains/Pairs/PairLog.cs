using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

internal static partial class PairLog
{
    [LoggerMessage(1, LogLevel.Warning, "Search {Search} goes back to epoch {Epoch}.")]
    public static partial void TakenBack(ILogger log, Exception fault, SearchKey search, int epoch);

    [LoggerMessage(2, LogLevel.Warning, "Search {Search} is run by another activation; this one ends.")]
    public static partial void Replaced(ILogger log, Exception fault, SearchKey search);

    [LoggerMessage(
        3, LogLevel.Warning, "Search {Search}: the snapshot at epoch {Epoch} could not be written; the next one is tried.")]
    public static partial void NotWritten(ILogger log, Exception fault, SearchKey search, int epoch);

    [LoggerMessage(4, LogLevel.Warning, "Search {Search} has ended, and could not tell its campaign, which will ask.")]
    public static partial void NotTold(ILogger log, Exception fault, SearchKey search);

    [LoggerMessage(5, LogLevel.Warning, "Search {Search}: not all islands could be closed; what they stored may stay.")]
    public static partial void NotClosed(ILogger log, Exception fault, SearchKey search);

    [LoggerMessage(7, LogLevel.Warning, "Search {Search}: what it has stored can't be read ({Reason}); it begins anew.")]
    public static partial void Unreadable(ILogger log, SearchKey search, string reason);

    [LoggerMessage(
        6, LogLevel.Warning, "Not all searches on this silo could be held at its end; they go back to their last snapshots.")]
    public static partial void NotHandedOver(ILogger log, Exception fault);
}
