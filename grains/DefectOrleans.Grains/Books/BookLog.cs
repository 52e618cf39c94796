using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

internal static partial class BookLog
{
    [LoggerMessage(201, LogLevel.Warning, "Book {Book}: its keeper does not answer; version {Version} goes on answering.")]
    public static partial void NotSeen(ILogger log, Exception fault, string book, int version);
}
