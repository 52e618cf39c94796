using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Cli.Discovering;

/// <summary>A discovery by a service: this process reads the folders, follows the campaign, and writes the book.</summary>
internal static partial class RemoteDiscovery
{
    private const int MostTries = 100;

    /// <summary>Starts the campaign, or finds it again, and follows it to its end.</summary>
    /// <param name="session">The command's.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="training">What is learned from.</param>
    /// <param name="server">Where the service is.</param>
    /// <returns>The book; null when the user left before it was done, or there was nothing to write.</returns>
    /// <exception cref="InputException">The service could not make the book.</exception>
    public static FormulaBook? Run(Session session, DiscoveryRequest request, TrainingSet training, Uri server)
    {
        using var remote = new RemoteService(session, server);
        var started = Start(session, remote, request, training);
        session.Say($"campaign {started.Id} at {server}");
        var status = Follow(session, remote, started.Id, session.Cancellation);
        if (session.Cancellation.IsCancellationRequested && status is null)
        {
            if (!WantsEnd(session))
            {
                session.Say(
                    $"defects: left campaign {started.Id}, which goes on at {server}; the same words again come back to it");
                return null;
            }
            RemoteService.Wait(remote.Campaigns.Control(started.Id, CampaignOrder.Cancel, CancellationToken.None));
            status = Follow(session, remote, started.Id, CancellationToken.None);
        }
        if (status is { State: CampaignState.Failed or CampaignState.Unreadable })
            throw new InputException($"{server}: campaign {started.Id} failed: {status.Message}");
        if (status?.BookVersion is null)
        {
            session.Say("defects: the campaign ended before a formula was found; no book was written");
            return null;
        }
        return RemoteService.Wait(remote.Campaigns.Book(status.Book, CancellationToken.None)).Book;
    }

    /// <summary>
    /// The id comes from what is asked, so the same words find their campaign again; one that was cancelled or failed
    /// makes room for another try.
    /// </summary>
    private static CampaignStatus Start(Session session, RemoteService remote, DiscoveryRequest request, TrainingSet training)
    {
        var book = Unfit().Replace(Path.GetFileNameWithoutExtension(request.Book), "-").Trim('-', '.', '_');
        book = book.Length > 0 ? book : training.Material;
        var message = CampaignRequests.ToMessage("campaign", book, training, request.Options);
        var fingerprint =
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonBodyFormat.Lenient.ToText(message))))[..8];
        for (var number = 1; ; number++)
        {
            var id = number == 1 ? $"{book}-{fingerprint}" : $"{book}-{fingerprint}-{number}";
            var status = RemoteService.Wait(remote.Questions.StartCampaign(message with { Id = id }, session.Cancellation));
            if (status.State is not (CampaignState.Cancelled or CampaignState.Failed) || number == MostTries)
                return status;
        }
    }

    /// <summary>The campaign's last state; null when the token ended the watch.</summary>
    private static CampaignStatus? Follow(
        Session session, RemoteService remote, string campaign, CancellationToken cancellation) =>
        ProgressView.Watch(session, progress => RemoteService.Wait(Follow(remote.Campaigns, campaign, progress, cancellation)));

    private static async Task<CampaignStatus?> Follow(
        IDefectService service, string campaign, IProgress<DiscoveryProgress> progress, CancellationToken cancellation)
    {
        CampaignStatus? last = null;
        try
        {
            await foreach (var status in service.Watch(campaign, cancellation))
            {
                Tell(progress, last, status);
                last = status;
            }
            return last;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static void Tell(IProgress<DiscoveryProgress> progress, CampaignStatus? before, CampaignStatus now)
    {
        var done = now.Searches.Count(s => s.Done);
        TimeSpan? left = now.SecondsLeft is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var known = before?.Searches.ToDictionary(s => s.Name) ?? [];
        if (before?.Stage != now.Stage)
            progress.Report(new DiscoveryProgress(now.Stage, "", now.Searches.Count, done, 0, 0, double.NaN, "", left));
        foreach (var search in now.Searches.Where(s => s.Epoch > 0 && known.GetValueOrDefault(s.Name) != s))
        {
            progress.Report(new DiscoveryProgress(
                now.Stage, search.Name, now.Searches.Count, done, search.Epoch, search.CandidatesPerSecond, search.BestError
                    ?? double.NaN, search.BestFormula, left)
            {
                Unit = search.Unit,
            });
        }
    }

    private static bool WantsEnd(Session session) =>
        session.CanAsk
        && session.Ask("End the campaign and keep what it found (e), or leave and let it go on (Enter)?") is { } answer
        && answer.Trim().StartsWith("e", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unfit();
}
