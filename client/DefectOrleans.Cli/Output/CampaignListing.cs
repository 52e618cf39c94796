using DefectOrleans.Contracts;
using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>Campaigns as a table, and under it what there is to say of some.</summary>
internal static class CampaignListing
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<CampaignStatus> campaigns)
    {
        if (campaigns.Count == 0)
        {
            console.Line("no campaigns");
            return;
        }
        var table = Tables.New(texts: 3, "Campaign", "State", "Book", "Version", "Searches done", "Seconds");
        foreach (var campaign in campaigns)
        {
            table.Add(
                campaign.Id, campaign.State.ToString().ToLowerInvariant(), campaign.Book,
                campaign.BookVersion is { } version ? Written.Count(version) : "–",
                $"{campaign.Searches.Count(s => s.Done)} of {campaign.Searches.Count}", Written.Count((int)campaign.Seconds));
        }
        console.Write(table);
        foreach (var campaign in campaigns.Where(c => c.Message is not null))
            console.Line($"{campaign.Id}: {campaign.Message}");
    }
}
