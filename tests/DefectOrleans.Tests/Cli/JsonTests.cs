using System.Text.Json.Nodes;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Cli;

public sealed class JsonTests(MadeUpData data) : IClassFixture<MadeUpData>
{
    [Fact]
    public void A_book_of_the_true_laws_has_no_error_on_structures_that_did_not_train_it()
    {
        var set = Assert.Single(Parsed("evaluate", data.Book, data.Folder, "--json")["sets"]!.AsArray())!;
        Assert.Equal(12, (int)set["structures"]!);
        foreach (var property in (string[])["energy_per_site", "gap"])
        {
            Assert.Equal(12, (int)set["properties"]![property]!["n"]!);
            Assert.InRange((double)set["properties"]![property]!["p95_meV"]!, 0, 1e-4);
        }
        Assert.Equal(12, set["classes"]!.AsArray().Sum(c => (int)c!["structures"]!));
    }

    [Fact]
    public void Min_defects_leaves_structures_with_fewer_out()
    {
        var run = CliRun.Of("evaluate", data.Book, data.Folder, "--min-defects", "4");
        Assert.Equal(2, run.Code);
        Assert.Contains("at least 4 defects", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_is_the_sum_of_its_parts()
    {
        var five = MadeUpStructures.Drawn(1, 5, seed: 1).Single();
        var truth = MadeUpCrystal.FormationEnergy(new DefectFinder(MadeUpCrystal.UnitCell).Find(five));
        var prediction = Assert.Single(Parsed("predict", data.Book, data.Many, "--json")["predictions"]!.AsArray())!;
        Assert.Equal("five", (string)prediction["id"]!);
        Assert.Equal(truth, (double)prediction["formation_energy_eV"]!, 6);
        Assert.Equal(truth / 5, (double)prediction["energy_per_site_eV"]!, 6);
        var alone = prediction["defects"]!.AsArray().Sum(kind => MadeUpCrystal.Singles[(string)kind!].Energy);
        var pairs = prediction["pairs"]!.AsArray();
        Assert.Equal(10, pairs.Count);
        Assert.Equal(truth, MadeUpCrystal.ReferenceEnergy + alone + pairs.Sum(p => (double)p!["energy_eV"]!), 6);
    }

    [Fact]
    public void Inspect_counts_defects_by_size_kind_and_pair_type()
    {
        var folder = Assert.Single(Parsed("inspect", data.Folder, "--json")["folders"]!.AsArray())!;
        Assert.Equal([8, 6], folder["cell"]!.AsArray().Select(n => (int)n!));
        Assert.Equal(2, (int)folder["defects_per_structure"]!["1"]!);
        Assert.Equal(106, (int)folder["defects_per_structure"]!["2"]!);
        Assert.Equal(12, (int)folder["defects_per_structure"]!["3"]!);
        Assert.Empty(folder["mismatches"]!.AsArray());
        Assert.Equal(106 + 3 * 12, folder["pair_types"]!.AsObject().Sum(p => (int)p.Value!));
    }

    private static JsonNode Parsed(params string[] words)
    {
        var run = CliRun.Of(words);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return JsonNode.Parse(run.Out)!;
    }
}
