using System.Runtime.CompilerServices;
using DefectOrleans.Client;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Predictions;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Client;

/// <summary>The README's example of the client: the text there is the code here.</summary>
public sealed class ReadmeTests(ServedApi served) : IClassFixture<ServedApi>
{
    private readonly List<string> _said = [];

    [Fact]
    public async Task The_example_of_the_readme_runs()
    {
        served.Service.Put("MoS2", SampleBooks.Small with { Cell = UnitCells.ToMessage(SampleCells.MoS2()) });
        await Example(served.Address);
        Assert.StartsWith("mine: ", Assert.Single(_said), StringComparison.Ordinal);
        Assert.DoesNotContain(":  eV", _said[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_the_readme_is_this_one()
    {
        var here = File.ReadAllText(ThisFile()).Split("// README {\n")[1].Split("// } README")[0]
            .Replace("address }", "new Uri(\"http://127.0.0.1:5080\") }", StringComparison.Ordinal)
            .Replace("_said.Add(", "Console.WriteLine(", StringComparison.Ordinal);
        var readme =
            File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../client/DefectOrleans.Client/README.md"));
        var there = readme.Split("```csharp\n")[1].Split("```")[0].Split("DefectOrleans.Contracts;\n")[1];
        Assert.Equal(Lines(there), Lines(here));
    }

    private async Task Example(Uri address)
    {
        // README {
        using var http = new HttpClient();
        var service = new DefectClient(http, new DefectClientOptions { Address = address });

        var structure = new LatticeStructure("mine", CellA: 8, CellB: 8,
        [
            new SiteDefect("V_Mo", Basis: 0, A: 0, B: 0),
            new SiteDefect("V_S", Basis: 1, A: 3, B: 2),
        ]);
        var answer = await service.Predict("MoS2", new PredictionRequest { Structures = [structure] }, CancellationToken.None);
        foreach (var prediction in answer.Predictions)
            _said.Add($"{prediction.Id}: {prediction.FormationEnergy:0.000} eV ± {prediction.Uncertainty.FormationEnergy:0.000}");
        // } README
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
