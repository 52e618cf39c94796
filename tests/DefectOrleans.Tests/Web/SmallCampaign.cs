using DefectOrleans.Cli.Demo;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Tests.Web;

/// <summary>Campaigns on the made-up crystal's gaps: short ones, and ones that only an order ends.</summary>
internal static class SmallCampaign
{
    public static CampaignRequest Short(string id, string book) => Request(id, book, new DiscoveryOptions
    {
        Properties = [Property.Gap], Epochs = 1, Islands = 1, Threads = 1,
    });

    public static CampaignRequest Endless(string id, string book) => Request(id, book, new DiscoveryOptions
    {
        Properties = [Property.Gap], Epochs = 1_000_000, Islands = 1, Threads = 1,
    });

    private static CampaignRequest Request(string id, string book, DiscoveryOptions options)
    {
        var finder = new DefectFinder(MadeUpCrystal.UnitCell);
        // Off by a little, which no formula gets right: no search ends by itself.
        var samples = MadeUpStructures.Singles().Concat(MadeUpStructures.Pairs()).Select(finder.Find).Select((s, i) =>
            new TrainingSample(s, null, null, null, MadeUpCrystal.Gap(s) + 0.02 * Math.Sin(37 * i)));
        return CampaignRequests.ToMessage(id, book, new TrainingSet(
            MadeUpCrystal.Material, MadeUpCrystal.UnitCell, LevelReference.Raw, null, [.. samples], []), options);
    }
}
