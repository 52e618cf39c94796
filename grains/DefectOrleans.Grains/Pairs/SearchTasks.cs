using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Grains;

/// <summary>Searches of a plan as messages.</summary>
internal static class SearchTasks
{
    public static SearchTask ToMessage(CampaignPlan plan, CampaignSettings settings, AssignedSearch given)
    {
        var search = plan.Searches[given.Search];
        return new SearchTask
        {
            PairType = search.Table.Channel.Type.ToString(),
            Side = search.Table.Channel.Side,
            Property = search.Table.Property,
            Points = search.Table.Points,
            MaxComplexity = settings.MaxComplexity,
            Network = settings.Network,
            Seed = plan.SeedOf(search),
            Islands = settings.Islands,
            Epochs = settings.Epochs,
            BudgetSeconds = given.Budget?.TotalSeconds,
            Limit = search.Table.Limit,
        };
    }

    public static PairSearch FromMessage(SearchTask task)
    {
        var channel = new PairChannel(PairType.Parse(task.PairType), task.Side);
        return PairSearch.For(new PairTable(channel, task.Property, [.. task.Points]) { Limit = task.Limit }, task.MaxComplexity);
    }

    /// <summary>Whether two tasks ask for the same, to the bit.</summary>
    public static bool Same(SearchTask one, SearchTask other) =>
        one with { Points = other.Points } == other && one.Points.SequenceEqual(other.Points);
}
