using DefectOrleans.Contracts;

namespace DefectOrleans.Grains;

/// <summary>Where a campaign stands, told to users.</summary>
internal static class CampaignTelling
{
    /// <summary>Tells where a campaign stands.</summary>
    /// <param name="progress">What is stored of it.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="started">When.</param>
    /// <param name="now">Now.</param>
    /// <param name="active">Time that it ran, pauses left out.</param>
    /// <param name="stage">What is going on while it runs.</param>
    /// <param name="seen">Where its searches stood at the last look, by number.</param>
    public static CampaignStatus Tell(
        this CampaignProgress progress, CampaignRequest request, DateTimeOffset started, DateTimeOffset now,
        TimeSpan active, string stage,
        IReadOnlyDictionary<int, SearchStatus> seen) => new()
    {
        Id = request.Id,
        State = progress.State,
        Stage = progress.State == CampaignState.Running ? stage : progress.State.ToString().ToLowerInvariant(),
        Searches = Searches(progress, seen),
        Book = request.Book,
        BookVersion = progress.BookVersion,
        Seconds = Math.Round(((progress.Finished ?? now) - started).TotalSeconds, 1),
        SecondsLeft = !progress.HasEnded && request.Settings.BudgetSeconds is { } budget
            ? Math.Max(0, Math.Round(budget - active.TotalSeconds, 1))
            : null,
        Message = progress.Message,
    };

    /// <summary>Tells of a campaign that can't be read.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="book">The book that it was to make; empty where that can't be read either.</param>
    /// <param name="reason">Why.</param>
    public static CampaignStatus Unreadable(string id, string book, string reason) => new()
    {
        Id = id,
        State = CampaignState.Unreadable,
        Stage = "unreadable",
        Searches = [],
        Book = book,
        Seconds = 0,
        Message = $"what is stored of it can't be read ({reason}); delete it, or go back to the release that wrote it",
    };

    private static SearchStatus[] Searches(CampaignProgress progress, IReadOnlyDictionary<int, SearchStatus> seen)
    {
        var ended = progress.Ended.ToDictionary(e => e.Search, e => e.Report.Status);
        return progress.HasEnded
            ? [.. ended.OrderBy(e => e.Key).Select(e => e.Value)]
            : [
                .. progress.Searches.Select((name, i) =>
                    ended.GetValueOrDefault(i) ?? seen.GetValueOrDefault(i) ?? new SearchStatus
                    {
                        Name = name, Done = false, Epoch = 0, Scored = 0, CandidatesPerSecond = 0,
                    })];
    }
}
