using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

internal static partial class BookLog
{
    [LoggerMessage(201, LogLevel.Warning, "Book {Book}: its keeper does not answer; version {Version} goes on answering.")]
    public static partial void NotSeen(ILogger log, Exception fault, string book, int version);

    [LoggerMessage(202, LogLevel.Error,
        "The catalog could not be read ({Reason}) and is made anew from what is stored: {Books} books, {Campaigns} campaigns.")]
    public static partial void CatalogMadeAnew(ILogger log, string reason, int books, int campaigns);

    [LoggerMessage(203, LogLevel.Error, "Book {Book} can't be read ({Reason}). It has to be put again.")]
    public static partial void Unreadable(ILogger log, string book, string reason);
}
