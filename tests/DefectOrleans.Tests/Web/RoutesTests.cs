using System.Net.Http.Json;
using System.Text.Json;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Web;

/// <summary>Every route, asked with bare HTTP.</summary>
public sealed class RoutesTests(ServedApi served) : IClassFixture<ServedApi>
{
    [Fact]
    public async Task Materials_books_and_formulas_are_listed()
    {
        var materials = await Json("/api/materials");
        Assert.Equal("MadeUp", materials[0].GetProperty("material").GetString());
        var book = (await Json("/api/books")).EnumerateArray().Single(b => b.GetProperty("id").GetString() == "MadeUp");
        Assert.Equal((1, 8), (book.GetProperty("version").GetInt32(), book.GetProperty("formulas").GetInt32()));
        Assert.Equal(["energy", "gap"], book.GetProperty("properties").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(-0.03, (await Json("/api/books/MadeUp")).GetProperty("book").GetProperty("referenceEnergy").GetDouble());
    }

    [Theory]
    [InlineData("", 8, "8*exp(-0.6*r)")]
    [InlineData("?format=latex", 8, @"8 \cdot \exp\left(-0.6 \cdot r\right)")]
    [InlineData("?format=sympy", 8, "8*exp(-0.6*r)")]
    [InlineData("?pareto=true", 16, "0.1234567890123")]
    [InlineData("?pareto=true&digits=2", 16, "0.12")]
    public async Task Formulas_come_in_the_readers_language(string query, int count, string one)
    {
        var formulas = (await Json("/api/books/MadeUp/formulas" + query)).GetProperty("formulas");
        Assert.Equal(count, formulas.GetArrayLength());
        Assert.Contains(one, formulas.EnumerateArray().Select(f => f.GetProperty("formula").GetString()));
    }

    [Fact]
    public async Task Structures_are_predicted_from_files_and_from_sites()
    {
        var cif = CifWriter.Write(MadeUpStructures.Drawn(1, 5, seed: 1).Single());
        using var response = await served.Http.PostAsJsonAsync("/api/books/MadeUp/predict", new
        {
            files = new[] { new { name = "five.cif", text = cif } },
            structures = new[]
            {
                new { id = "one", cellA = 8, cellB = 6, defects = new[] { new { kind = "V_Nb", basis = 0, a = 1, b = 2 } } }
            },
        });
        var predictions = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("predictions");
        Assert.Equal(["five", "one"], predictions.EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        Assert.Equal(4.57, predictions[1].GetProperty("formationEnergy").GetDouble(), 1e-12);
        Assert.Equal(10, predictions[0].GetProperty("pairs").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, predictions[0].GetProperty("homo").ValueKind);
    }

    [Fact]
    public async Task A_batch_tells_what_the_book_does_not_know_as_null()
    {
        using var response = await served.Http.PostAsJsonAsync("/api/books/MadeUp/predict/batch", new
        {
            cellA = 8, cellB = 6, kinds = new[] { "V_Nb", "Se_Te" }, counts = new[] { 1, 1, 0 }, sites = new[] { 0, 48 },
            kindIndices = new[] { 0, 1 },
        });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("""[4.569999999999999,null,0]""", answer.GetProperty("formationEnergies").GetRawText());
        Assert.Equal([1], answer.GetProperty("outside").EnumerateArray().Select(i => i.GetInt32()));
        Assert.Equal(0, answer.GetProperty("homos").GetArrayLength());
    }

    [Fact]
    public async Task A_book_that_is_put_is_served_as_its_next_version_and_put_again_in_a_row_as_the_same()
    {
        foreach (var (energy, version) in ((double, int)[])[(1, 1), (1, 1), (2, 2), (1, 3)])
        {
            var book = JsonBodyFormat.Lenient.ToText(MadeUpData.TrueBook() with { ReferenceEnergy = energy });
            using var response = await served.Http.PutAsync(
                "/api/books/again", new StringContent(book, null, "application/json"));
            Assert.Equal(version, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32());
        }
    }

    [Fact]
    public async Task The_open_api_document_tells_every_route_with_its_faults()
    {
        var document = await Json("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(o => o.Value.ValueKind == JsonValueKind.Object)
            .Select(o => (Name: $"{o.Name.ToUpperInvariant()} {path.Name}", Said: o.Value))).ToList();
        Assert.Equal(
        [
            "DELETE /api/campaigns/{campaign}", "GET /api/books", "GET /api/books/{book}", "GET /api/books/{book}/formulas",
            "GET /api/campaigns", "GET /api/campaigns/{campaign}",
            "GET /api/campaigns/{campaign}/events", "GET /api/materials", "POST /api/books/{book}/predict",
            "POST /api/books/{book}/predict/batch",
            "POST /api/campaigns", "POST /api/campaigns/{campaign}/cancel", "POST /api/campaigns/{campaign}/pause",
            "POST /api/campaigns/{campaign}/resume",
            "PUT /api/books/{book}",
        ],
        operations.Select(o => o.Name).Order(StringComparer.Ordinal));
        Assert.All(operations, o => Assert.NotEmpty(o.Said.GetProperty("summary").GetString()!));
        Assert.All(operations, o => Assert.Superset(
            new HashSet<string>([
                o.Name.StartsWith("DELETE", StringComparison.Ordinal) ? "204" : "200", "401", "403", "500", "503"
            ]), o.Said.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToHashSet()));
        Assert.All(operations.Where(o => o.Said.TryGetProperty("requestBody", out _)), o => Assert.Superset(
            new HashSet<string>(["400", "413", "415", "429"]),
            o.Said.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToHashSet()));
        Assert.Equal(5 - 1, operations.Count(o => o.Said.TryGetProperty("requestBody", out _)));
    }

    [Theory]
    [InlineData("/health/startup")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Probes_are_answered(string path) => Assert.Equal("Healthy", await served.Http.GetStringAsync(path));

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/app.js", "text/javascript")]
    [InlineData("/formula.js", "text/javascript")]
    [InlineData("/style.css", "text/css")]
    public async Task The_page_comes_whole_from_here(string path, string type)
    {
        using var response = await served.Http.GetAsync(path);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "http://", (await response.Content.ReadAsStringAsync()).Replace("http://www.w3.org", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    private async Task<JsonElement> Json(string path) => await served.Http.GetFromJsonAsync<JsonElement>(path);
}
