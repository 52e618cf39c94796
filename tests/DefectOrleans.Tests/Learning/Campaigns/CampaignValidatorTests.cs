using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Service;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Learning.Campaigns;

/// <summary>Campaigns that nobody can run are refused before anything is laid out for them.</summary>
public sealed class CampaignValidatorTests
{
    private static readonly CampaignRequest Good = SmallCampaign.Short("c", "found");

    public static TheoryData<string, string> Faulty => new()
    {
        { "id", "the campaign 'xxxx" },
        { "book", "the book is empty" },
        { "levels", "levels of the reference 9" },
        { "cell", "'Xx' is no element" },
        { "energy", "samples[0] (one-nb): its energy or a level is no finite number" },
        { "wide", "a supercell of 2147483647×2147483647 unit cells; expected 1 to 5000 sites" },
        { "no cell", "a supercell of 0×6 unit cells" },
        { "many defects", "6000 defects; expected at most 5000" },
        { "many pairs", "pairs of defects in all structures; expected at most 20000000" },
        { "folder", "the name of training structures" },
        { "null", "samples[0].structure is missing or null" },
        { "budget of ages", "a budget of 1E+300 s; expected above 0 and at most 31536000 s, a year" },
        { "budget below 0", "a budget of -1 s" },
        { "budget of nothing", "a budget of NaN s" },
        { "budget of two years", "a budget of 63072000 s" },
        { "all at once", "a budget of -1 s; expected above 0 and at most 31536000 s, a year; 0 islands; expected 1 to 64" },
        { "epochs", "1000000000 epochs; expected 1 to 10000000" },
        { "islands", "0 islands; expected 1 to 64" },
        { "complexity", "a complexity of at most 201" },
        { "property", $"the properties 77; expected some of {Quantity.Words}, each once" },
        { "property twice", "the properties Gap, Gap" },
        { "network", "network 'abacus'" },
        { "both", "either a budget or a number of epochs" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_fault_is_named_and_nothing_started(string which, string said)
    {
        await using var service = new LocalDefectService(TimeProvider.System, threads: 1);
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() => service.StartCampaign(Make(which), default));
        Assert.Equal(ServiceFault.Invalid, fault.Fault);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
        Assert.Empty(await service.Campaigns(default));
    }

    [Fact]
    public void A_campaign_of_ours_has_no_fault() => Assert.Empty(CampaignValidator.Faults(Good));

    [Theory]
    [InlineData(1e-3)]
    [InlineData(60 * 86_400)]
    [InlineData(365 * 86_400)]
    public void Budgets_up_to_a_year_are_taken(double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        CampaignRequests.OptionsOf(Set(s => s with { BudgetSeconds = seconds, Epochs = null }), threads: 1).Budget);

    [Fact]
    public void Options_of_the_command_line_have_the_same_bounds()
    {
        Assert.Contains(
            "at most 365",
            Assert.Throws<InputException>(new DiscoveryOptions { Budget = TimeSpan.FromDays(366) }.Validate).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 to 10000000", Assert.Throws<InputException>(new DiscoveryOptions { Epochs = 1_000_000_000 }.Validate).Message,
            StringComparison.Ordinal);
    }

    private static CampaignRequest Make(string which) => which switch
    {
        "id" => Good with { Id = new string('x', 201) },
        "book" => Good with { Book = "" },
        "levels" => Good with { Levels = (LevelReference)9 },
        "cell" => Good with { Cell = Good.Cell with { Sites = [new UnitCellSite("Xx", 0, 0, 0)] } },
        "energy" => First(s => s with { Energy = double.PositiveInfinity }),
        "wide" => First(s => s with { Structure = s.Structure with { CellA = int.MaxValue, CellB = int.MaxValue } }),
        "no cell" => First(s => s with { Structure = s.Structure with { CellA = 0 } }),
        "many defects" => First(s =>
            s with { Structure = s.Structure with { Defects = [.. Enumerable.Repeat(s.Structure.Defects[0], 6000)] } }),
        "many pairs" =>
            Good with
            {
                Samples = [
                    .. Enumerable.Repeat(
                        Good.Samples[0] with
                        {
                            Structure = Good.Samples[0].Structure with
                            {
                                Defects = [.. Enumerable.Repeat(Good.Samples[0].Structure.Defects[0], 4000)]
                            }
                        }, 3)
                ]
            },
        "folder" => Good with { Folders = [new TrainingFolder(new string('x', 201), [])] },
        "null" => First(s => s with { Structure = null! }),
        "budget of ages" => Set(s => s with { BudgetSeconds = 1e300, Epochs = null }),
        "budget below 0" => Set(s => s with { BudgetSeconds = -1, Epochs = null }),
        "budget of nothing" => Set(s => s with { BudgetSeconds = double.NaN, Epochs = null }),
        "budget of two years" => Set(s => s with { BudgetSeconds = 2 * 365 * 86_400, Epochs = null }),
        "all at once" => Set(s => s with { BudgetSeconds = -1, Epochs = null, Islands = 0 }),
        "epochs" => Set(s => s with { Epochs = 1_000_000_000 }),
        "islands" => Set(s => s with { Islands = 0 }),
        "complexity" => Set(s => s with { MaxComplexity = 201 }),
        "property" => Set(s => s with { Properties = [(Property)77] }),
        "property twice" => Set(s => s with { Properties = [Property.Gap, Property.Gap] }),
        "network" => Set(s => s with { Network = "abacus" }),
        "both" => Set(s => s with { BudgetSeconds = 1 }),
        _ => throw new ArgumentException(which),
    };

    private static CampaignRequest Set(Func<CampaignSettings, CampaignSettings> change) =>
        Good with { Settings = change(Good.Settings) };

    private static CampaignRequest First(Func<CampaignSample, CampaignSample> change) =>
        Good with { Samples = [change(Good.Samples[0]), .. Good.Samples.Skip(1)] };
}
