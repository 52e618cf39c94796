using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Grains;

/// <summary>Searches of a plan as messages.</summary>
internal static class SearchTasks
{
    /// <param name="plan">The plan.</param>
    /// <param name="settings">What the campaign was asked.</param>
    /// <param name="given">Which search, and its time.</param>
    /// <param name="fronts">What other searches have found, by number.</param>
    public static SearchTask ToMessage(
        CampaignPlan plan, CampaignSettings settings, AssignedSearch given, ImmutableArray<ImmutableArray<Candidate>> fronts)
    {
        var search = plan.Searches[given.Search];
        var table = (search as PairSearch)?.Table;
        return new SearchTask
        {
            PairType = table?.Channel.Type.ToString() ?? "",
            Side = table?.Channel.Side ?? default,
            Property = search.Property,
            Points = table?.Points ?? [],
            MaxComplexity = settings.MaxComplexity,
            Network = settings.Network,
            Seed = plan.SeedOf(search),
            Islands = settings.Islands,
            Epochs = settings.Epochs,
            BudgetSeconds = given.Budget?.TotalSeconds,
            Limit = table?.Limit,
            Channels = search is LawSearch law ? [.. law.Channels.Select(c => ToMessage(c.Table))] : [],
            Forms = [.. plan.FormsOf(given.Search, fronts).Select(form => form.ToArray())],
        };
    }

    /// <summary>The search of a message.</summary>
    public static IPlannedSearch FromMessage(SearchTask task) => task.Channels.Count == 0
        ? Pair(task, new LawChannel(task.PairType, task.Side, task.Points, task.Limit))
        : LawSearch.For(task.Channels.Select(channel => Pair(task, channel)), task.Property, task.MaxComplexity)!;

    /// <summary>Forms that a message's search begins with.</summary>
    public static ImmutableArray<ImmutableArray<byte>> FormsOf(SearchTask task) =>
        [.. task.Forms.Select(form => ImmutableArray.Create(form))];

    /// <summary>Whether two tasks ask for the same, to the bit.</summary>
    public static bool Same(SearchTask one, SearchTask other) =>
        one with { Points = other.Points, Channels = other.Channels, Forms = other.Forms } == other
            && one.Points.SequenceEqual(other.Points)
            && one.Channels.Count == other.Channels.Count && one.Channels.Zip(other.Channels).All(c => Same(c.First, c.Second))
            && one.Forms.Count == other.Forms.Count
            && one.Forms.Zip(other.Forms).All(f => f.First.AsSpan().SequenceEqual(f.Second));

    private static bool Same(LawChannel one, LawChannel other) =>
        one with { Points = other.Points } == other && one.Points.SequenceEqual(other.Points);

    private static LawChannel ToMessage(PairTable table) =>
        new(table.Channel.Type.ToString(), table.Channel.Side, table.Points, table.Limit);

    private static PairSearch Pair(SearchTask task, LawChannel channel) => PairSearch.For(
        new PairTable(new PairChannel(PairType.Parse(channel.PairType), channel.Side), task.Property, [.. channel.Points])
        {
            Limit = channel.Limit,
        },
        task.MaxComplexity);
}
