using System.Collections.Concurrent;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>Campaigns on a made-up crystal, and the books that one process makes of them.</summary>
internal static class SmallCampaigns
{
    private static readonly ConcurrentDictionary<CampaignSettings, Lazy<FormulaBook>> Books = new();

    /// <summary>Two searches of two islands, which show each other their fronts once.</summary>
    public static CampaignSettings Settings { get; } = new()
    {
        Properties = [Property.Energy],
        Epochs = 6,
        Islands = 2,
        Seed = 3
    };

    /// <summary>A campaign that lasts until it is ended: no formula as short as that is good enough to end a search.</summary>
    public static CampaignSettings Endless { get; } = Settings with { Epochs = 100_000, MaxComplexity = 8 };

    public static CampaignRequest Request(string id, CampaignSettings? settings = null) =>
        Request(id, settings, KnownCrystal.OneAndTwo().Where(s => s.Structure.Defects.All(d => d.Kind == KnownCrystal.VS)));

    /// <summary>A campaign of four searches for each property.</summary>
    public static CampaignRequest WholeRequest(string id, CampaignSettings settings) =>
        Request(id, settings, KnownCrystal.OneAndTwo());

    /// <summary>The book that one process makes.</summary>
    public static FormulaBook BookOf(CampaignSettings settings) =>
        Books.GetOrAdd(settings, s => new Lazy<FormulaBook>(() => BookOf(Request("here", s)))).Value;

    /// <summary>The book that one process makes of a campaign.</summary>
    public static FormulaBook BookOf(CampaignRequest request) => LocalCampaign.Run(
        CampaignRequests.TrainingOf(request), CampaignRequests.OptionsOf(request, threads: 2), null, null, TimeProvider.System,
        CancellationToken.None)!;

    /// <summary>A campaign for energies and gaps that learns from triples too.</summary>
    public static CampaignRequest RequestWithTriples(string id) => Request(
        id, Settings with { Properties = [Property.Energy, Property.Gap], Epochs = 2 },
        [.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(60, 3, 3, seed: 5).Select(KnownCrystal.Sample)]);

    /// <summary>All of a book that its seed and epochs decide, as bytes.</summary>
    public static string Content(FormulaBook book) => Convert.ToHexString(BookFile.ToBytes(book with
    {
        Provenance = book.Provenance with { Finished = default, Seconds = 0, Threads = 0 },
    }));

    private static CampaignRequest Request(string id, CampaignSettings? settings, IEnumerable<TrainingSample> samples)
    {
        // With noise no formula is good enough to end a search before its last epoch.
        var training = KnownCrystal.Training([.. KnownCrystal.Noisy(samples, deviationEv: 0.02, seed: 2)]);
        return CampaignRequests.ToMessage(id, $"book-of-{id}", training, new DiscoveryOptions { Epochs = 1 }) with
        {
            Settings = settings ?? Settings
        };
    }
}
