using DefectOrleans.Cli.Books;
using DefectOrleans.Client;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Cli.Serving;

/// <summary>The service at an address, with the key of the environment.</summary>
internal sealed class RemoteService : IDisposable
{
    /// <summary>Environment variable that holds the key.</summary>
    public const string KeyVariable = "DEFECTS_API_KEY";

    // A person waits for a question, nobody for a campaign.
    private static readonly TimeSpan Question = TimeSpan.FromSeconds(10), Campaign = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(10) };

    public RemoteService(Session session, Uri address)
    {
        Address = address;
        var key = Environment.GetEnvironmentVariable(KeyVariable);
        var options = new DefectClientOptions
        {
            Address = address,
            Key = string.IsNullOrWhiteSpace(key) ? null : key,
            Clock = session.Clock,
            RetryFor = Question
        };
        Questions = new DefectClient(_http, options);
        Campaigns = new DefectClient(_http, options with { RetryFor = Campaign });
    }

    /// <summary>Where the service is.</summary>
    public Uri Address { get; }

    /// <summary>The service, asked with the patience of a person.</summary>
    public IDefectService Questions { get; }

    /// <summary>The service, asked with the patience of a campaign.</summary>
    public IDefectService Campaigns { get; }

    /// <summary>A book of a file, or of a service where one is named.</summary>
    /// <exception cref="Engine.InputException">The file, or what the service has, is no book that can be used.</exception>
    /// <exception cref="DefectServiceException">The service has no such book, or can't be reached.</exception>
    public static FormulaBook Book(Session session, string book, Uri? server)
    {
        if (server is null)
            return ShippedBooks.Read(book);
        using var remote = new RemoteService(session, server);
        var served = Wait(remote.Questions.Book(book, session.Cancellation)).Book;
        BookValidator.Require(served, $"book '{book}' of {server}");
        return served;
    }

    /// <summary>Commands run to their end on one thread.</summary>
    public static T Wait<T>(Task<T> answer) => answer.GetAwaiter().GetResult();

    public void Dispose() => _http.Dispose();
}
