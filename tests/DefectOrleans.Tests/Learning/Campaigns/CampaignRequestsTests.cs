using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Tests.Datasets;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class CampaignRequestsTests
{
    private static readonly TrainingSet Training =
        KnownCrystal.Training([.. KnownCrystal.Many(30, 1, 9, seed: 3).Select(KnownCrystal.Sample)]);
    private static readonly DiscoveryOptions Options = new()
    {
        Properties = [Property.Lumo, Property.Gap], Epochs = 7, Islands = 3, Seed = -5, MaxComplexity = 21, Threads = 4,
    };

    [Fact]
    public void A_campaign_told_as_a_message_learns_from_the_same_structures_in_the_same_way()
    {
        var told = CampaignRequests.ToMessage("campaign", "book", Training, Options);
        var read = JsonSerializer.Deserialize<CampaignRequest>(JsonSerializer.Serialize(told))!;

        AssertSame(Training, CampaignRequests.TrainingOf(read));
        Assert.Equivalent(Options with { Threads = 2 }, CampaignRequests.OptionsOf(read, threads: 2));
        Assert.Equal(("campaign", "book"), (read.Id, read.Book));
    }

    [Fact]
    public void Properties_without_a_member_of_their_own_go_with_the_message()
    {
        var training = Training with
        {
            Samples = [.. Training.Samples.Select((s, i) => i == 3 ? s : s with { Others = s.Others.Add(Property.Moment, i) })],
        };

        var read = CampaignRequests.TrainingOf(CampaignRequests.ToMessage("campaign", "book", training, Options));

        Assert.Equal(training.Samples.Select(s => s[Property.Moment]), read.Samples.Select(s => s[Property.Moment]));
        Assert.Null(read.Samples[3][Property.Moment]);
    }

    [RealDataFact]
    public void Sets_in_cells_of_unlike_height_are_told_by_the_sites_of_one_crystal()
    {
        var training = new TrainingSelection().Pick(
            [DatasetReader.Read(RealData.Folder("low_density_defects/WSe2"), new ReadOptions { MaxDefects = 2 })],
            [DatasetReader.Read(RealData.Folder("high_density_defects/WSe2_500"))]);

        AssertSame(training, CampaignRequests.TrainingOf(CampaignRequests.ToMessage("campaign", "book", training, Options)));
    }

    [Fact]
    public void What_is_no_crystal_is_said()
    {
        var told = CampaignRequests.ToMessage("campaign", "book", Training, Options);
        Assert.Contains(
            "three vectors", Fault(told with { Cell = told.Cell with { Lattice = [[1, 2]] } }), StringComparison.Ordinal);
        Assert.Contains("no atom", Fault(told with { Cell = told.Cell with { Sites = [] } }), StringComparison.Ordinal);
        var astray = told.Samples[0] with { Structure = new LatticeStructure("astray", 6, 6, [new SiteDefect("V_S", 9, 0, 0)]) };
        Assert.Contains("astray", Fault(told with { Samples = [astray] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    public void A_budget_that_is_no_time_is_refused(double seconds)
    {
        var told = CampaignRequests.ToMessage("campaign", "book", Training, Options);
        var fault = Assert.Throws<InputException>(() => CampaignRequests.OptionsOf(
            told with { Settings = told.Settings with { Epochs = null, BudgetSeconds = seconds } }, threads: 1));
        Assert.Contains("a budget of", fault.Message, StringComparison.Ordinal);
    }

    private static string Fault(CampaignRequest request) =>
        Assert.Throws<InputException>(() => CampaignRequests.TrainingOf(request)).Message;

    private static void AssertSame(TrainingSet expected, TrainingSet actual)
    {
        Assert.Equal((expected.Material, expected.Levels, expected.Pristine), (actual.Material, actual.Levels, actual.Pristine));
        Assert.Equivalent(expected.Folders, actual.Folders);
        Assert.Equal(expected.UnitCell.Sites.AsEnumerable(), actual.UnitCell.Sites);
        foreach (var (one, other) in expected.Samples.Zip(actual.Samples))
        {
            Assert.Equal((one.Structure.Id, one.Energy, one.Homo, one.Lumo, one.Gap),
                (other.Structure.Id, other.Energy, other.Homo, other.Lumo, other.Gap));
            Assert.Equal(Kinds(one.Structure), Kinds(other.Structure));
            Assert.Equal(Distances(one.Structure), Distances(other.Structure));
        }
    }

    private static IEnumerable<DefectKind> Kinds(DefectiveStructure structure) => structure.Defects.Select(d => d.Kind).Order();

    private static IEnumerable<(PairChannel, double)> Distances(DefectiveStructure structure) =>
        structure.Pairs.Select(p => (p.Channel, Math.Round(p.DistanceAngstrom, 2))).Order();
}
