using System.Text.Json.Nodes;

namespace DefectOrleans.Tests.Cli;

public sealed class DemoTests
{
    // The searches end by themselves when they have the laws, in half a minute on an idle machine; a busy one gets more time,
    // and the bounds are wide.
    [Fact]
    [Trait("Category", "Slow")]
    public void The_demo_finds_the_laws_that_it_made_up()
    {
        using var temporary = new TemporaryFolder();
        var run = CliRun.Of("demo", "--out", temporary["demo"], "--budget", "3m", "--json");
        Assert.Equal(0, run.Code);
        var answer = JsonNode.Parse(run.Out)!;
        Assert.Equal(8, answer["laws"]!.AsArray().Count);
        Assert.InRange((double)answer["evaluation"]!["properties"]!["energy_per_site"]!["mae_meV"]!, 0, 50);
        Assert.InRange((double)answer["evaluation"]!["properties"]!["gap"]!["mae_meV"]!, 0, 50);
        Assert.Equal(7, answer["prediction"]!["defects"]!.AsArray().Count);
        Assert.Equal(
            (double)answer["truth"]!["formation_energy_eV"]!, (double)answer["prediction"]!["formation_energy_eV"]!, 1.0);
        Assert.Equal(0, CliRun.Of("evaluate", temporary["demo/book.json"], temporary["demo/MadeUp"]).Code);
    }
}
