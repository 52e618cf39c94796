using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

internal static partial class CampaignLog
{
    [LoggerMessage(101, LogLevel.Information, "Campaign {Campaign} starts with {Searches} searches.")]
    public static partial void Started(ILogger log, string campaign, int searches);

    [LoggerMessage(102, LogLevel.Information, "Campaign {Campaign}: {Order}.")]
    public static partial void Ordered(ILogger log, string campaign, CampaignOrder order);

    /// <summary>A search has ended; one that found no formula has no error.</summary>
    public static void SearchEnded(ILogger log, string campaign, string search, int epoch, double? bestError)
    {
        if (bestError is { } error)
            EndedWithError(log, campaign, search, epoch, error);
        else
            EndedWithoutFormula(log, campaign, search, epoch);
    }

    /// <summary>A campaign has ended; there is not always something to say about it.</summary>
    public static void Ended(ILogger log, string campaign, CampaignState state, string? reason)
    {
        if (reason is not null)
            EndedBecause(log, campaign, state, reason);
        else
            EndedWithoutReason(log, campaign, state);
    }

    [LoggerMessage(
        103, LogLevel.Information, "Campaign {Campaign}: {Search} has ended after {Epoch} epochs, error {BestError} eV.")]
    private static partial void EndedWithError(ILogger log, string campaign, string search, int epoch, double bestError);

    [LoggerMessage(113, LogLevel.Information, "Campaign {Campaign}: {Search} has ended after {Epoch} epochs, without a formula.")]
    private static partial void EndedWithoutFormula(ILogger log, string campaign, string search, int epoch);

    [LoggerMessage(104, LogLevel.Information, "Campaign {Campaign} has ended: {State}.")]
    private static partial void EndedWithoutReason(ILogger log, string campaign, CampaignState state);

    [LoggerMessage(114, LogLevel.Information, "Campaign {Campaign} has ended: {State}. {Reason}")]
    private static partial void EndedBecause(ILogger log, string campaign, CampaignState state, string reason);

    [LoggerMessage(105, LogLevel.Warning, "Campaign {Campaign} is run by another activation; this one ends.")]
    public static partial void Replaced(ILogger log, Exception fault, string campaign);

    [LoggerMessage(106, LogLevel.Warning, "Campaign {Campaign} can't go on now and tries again.")]
    public static partial void Delayed(ILogger log, Exception fault, string campaign);

    [LoggerMessage(107, LogLevel.Warning, "Search {Search} does not answer and is asked again.")]
    public static partial void NoAnswer(ILogger log, Exception fault, SearchKey search);

    [LoggerMessage(108, LogLevel.Error, "Campaign {Campaign}: its book could not be put together.")]
    public static partial void NoBook(ILogger log, Exception fault, string campaign);

    [LoggerMessage(109, LogLevel.Warning, "Search {Search}: what it stored could not be cleared.")]
    public static partial void NotCleared(ILogger log, Exception fault, SearchKey search);

    [LoggerMessage(110, LogLevel.Warning, "What campaigns there are could not be asked now; it is tried again.")]
    public static partial void NotAsked(ILogger log, Exception fault);

    [LoggerMessage(115, LogLevel.Warning, "Campaign {Campaign} could not be woken now; it is tried again.")]
    public static partial void NotWoken(ILogger log, Exception fault, string campaign);

    [LoggerMessage(
        116, LogLevel.Warning, "Campaign {Campaign} is kept no longer and could not be deleted now; it is tried again.")]
    public static partial void NotExpired(ILogger log, Exception fault, string campaign);

    [LoggerMessage(117, LogLevel.Error,
        "Campaign {Campaign} can't be read ({Reason}). It waits to be deleted, or for the release that wrote it.")]
    public static partial void Unreadable(ILogger log, string campaign, string reason);

    [LoggerMessage(118, LogLevel.Information, "Campaign {Campaign} is deleted.")]
    public static partial void Deleted(ILogger log, string campaign);

    [LoggerMessage(111, LogLevel.Error, "Campaign {Campaign}: its plan could not be made, time after time.")]
    public static partial void NoPlan(ILogger log, Exception fault, string campaign);

    [LoggerMessage(
        112, LogLevel.Warning, "Campaign {Campaign} could not be stored when it left; it goes on from what was stored before.")]
    public static partial void NotStored(ILogger log, Exception fault, string campaign);
}
