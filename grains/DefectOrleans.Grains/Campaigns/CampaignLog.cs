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

    [LoggerMessage(103, LogLevel.Information, "Campaign {Campaign}: {Search} has ended after {Epoch} epochs, error {BestError} eV.")]
    public static partial void SearchEnded(ILogger log, string campaign, string search, int epoch, double? bestError);

    [LoggerMessage(104, LogLevel.Information, "Campaign {Campaign} has ended: {State}. {Reason}")]
    public static partial void Ended(ILogger log, string campaign, CampaignState state, string? reason);

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

    [LoggerMessage(110, LogLevel.Warning, "Campaigns that nobody runs could not be woken now; it is tried again.")]
    public static partial void NotWoken(ILogger log, Exception fault);

    [LoggerMessage(111, LogLevel.Error, "Campaign {Campaign}: its plan could not be made, time after time.")]
    public static partial void NoPlan(ILogger log, Exception fault, string campaign);

    [LoggerMessage(112, LogLevel.Warning, "Campaign {Campaign} could not be stored when it left; it goes on from what was stored before.")]
    public static partial void NotStored(ILogger log, Exception fault, string campaign);
}
