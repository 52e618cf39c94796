using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DefectOrleans.Client;
using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Gateway.Bodies;
using DefectOrleans.Gateway.Keys;
using DefectOrleans.Silo;
using DefectOrleans.Web;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>A gateway with keys before one silo, both processes, state in memory.</summary>
[Trait("Category", "Slow")]
public sealed class GatewayTests
{
    private static readonly Dictionary<Role, string> Keys = Enum.GetValues<Role>()
        .ToDictionary(role => role, role => $"the tests' key to {role}");

    [Fact]
    public async Task Keys_open_what_their_role_may_and_bad_bodies_are_told()
    {
        var port = $"{FreePort.Next()}";
        // The gateway comes first: it waits for its cluster.
        using var gateway = ProgramUnderTest.Start(Built.Gateway, GatewaySettings(port));
        await gateway.IsHealthy(SiloHost.LivePath);
        Assert.Equal(503, await gateway.Status(Probes.StartupPath));
        Assert.Equal(503, await gateway.Status(SiloHost.ReadyPath));
        using var http = new HttpClient { BaseAddress = gateway.Address };
        await IsProblem(HttpStatusCode.ServiceUnavailable, http, Request(HttpMethod.Get, "api/books", Role.Query));

        using var silo = ProgramUnderTest.Start(Built.Silo, new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development", ["DEFECTS_SILO_PORT"] = $"{FreePort.Next()}", ["DEFECTS_GATEWAY_PORT"] = port,
        });
        await gateway.IsHealthy(SiloHost.ReadyPath);
        Assert.Equal(200, await gateway.Status(Probes.StartupPath));

        await IsProblem(HttpStatusCode.Unauthorized, http, Request(HttpMethod.Get, "api/books"));
        await IsProblem(HttpStatusCode.Unauthorized, http, Request(HttpMethod.Get, "api/books", key: "a key that nobody has"));
        await IsProblem(HttpStatusCode.Forbidden, http, Request(HttpMethod.Post, "api/campaigns", Role.Query, "{}"));
        await IsProblem(HttpStatusCode.Forbidden, http, Request(HttpMethod.Put, "api/books/x", Role.Run, "{}"));
        await IsProblem(HttpStatusCode.BadRequest, http, Request(HttpMethod.Put, "api/books/x", Role.Administer, "{"));
        await IsProblem(HttpStatusCode.BadRequest, http,
            Request(HttpMethod.Post, "api/books/x/predict/batch", Role.Query, "\u0001\u0002", "application/x-msgpack"));
        await IsProblem(HttpStatusCode.NotFound, http, Request(HttpMethod.Get, "api/books/none", Role.Query));

        var book = SmallCampaigns.BookOf(SmallCampaigns.Settings with { Epochs = 1 });
        Assert.Equal(1, await Api(http, Role.Administer).PutBook("small", book, default));
        var batch = new LatticeBatch
        {
            CellA = 6,
            CellB = 6,
            Kinds = ["V_S"],
            Counts = [2, 1],
            Sites = [40, 75, 50],
            KindIndices = [0, 0, 0]
        };
        foreach (var format in new IBodyFormat[] { JsonBodyFormat.Lenient, new MessagePackBodyFormat() })
        {
            var answer = await Api(http, Role.Query, format).Predict("small", batch, default);
            Assert.Equal(Right(book, batch), answer.FormationEnergies);
        }
        Assert.Equal(0, await silo.Terminate());
        // Its cluster is gone; started it has all the same.
        Assert.Equal(503, await gateway.Status(SiloHost.ReadyPath));
        Assert.Equal(200, await gateway.Status(Probes.StartupPath));
        Assert.Equal(200, await gateway.Status(SiloHost.LivePath));
        Assert.Equal(0, await gateway.Terminate());
    }

    /// <summary>What the engine says in this process, eV.</summary>
    private static double[] Right(FormulaBook book, LatticeBatch batch)
    {
        var cell = new DefectFinder(UnitCells.FromMessage(book.Material, book.Cell)).Supercell(batch.CellA, batch.CellB);
        var composer = new Composer(book);
        return [Energy(0, 2), Energy(2, 1)];

        double Energy(int first, int count) => composer.Predict(cell.With("here", Enumerable.Range(first, count).Select(i =>
            new PlacedDefect(
                DefectKind.Parse(batch.Kinds[batch.KindIndices[i]]), cell.SiteAt(batch.Sites[i]))))).FormationEnergy!.Value;
    }

    private static Dictionary<string, string> GatewaySettings(string port)
    {
        var settings = new Dictionary<string, string> { ["DEFECTS_GATEWAY_PORTS"] = port, ["DEFECTS_RETRY_SECONDS"] = "2" };
        foreach (var (role, key) in Keys)
        {
            settings[$"DEFECTS_KEYS__{(int)role}__NAME"] = $"{role}";
            settings[$"DEFECTS_KEYS__{(int)role}__ROLE"] = $"{role}";
            settings[$"DEFECTS_KEYS__{(int)role}__SHA256"] = Convert.ToHexString(ApiKey.HashOf(key));
        }
        return settings;
    }

    private static DefectClient Api(HttpClient http, Role role, IBodyFormat? format = null) => new(http, new DefectClientOptions
    {
        Address = http.BaseAddress!, Key = Keys[role], RetryFor = TimeSpan.FromSeconds(20),
        Format = format ?? JsonBodyFormat.Lenient,
    });

    private static HttpRequestMessage Request(
        HttpMethod method, string path, Role? role = null, string? body = null, string mediaType = "application/json",
        string? key = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add(OrderHeader.Name, OrderHeader.Value);
        if ((key ?? (role is { } known ? Keys[known] : null)) is { } header)
            request.Headers.Add("X-Api-Key", header);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue(mediaType) }
            };
        return request;
    }

    private static async Task IsProblem(HttpStatusCode status, HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{request.Method} {request.RequestUri}: {answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        Assert.False(string.IsNullOrEmpty(problem.RootElement.GetProperty("detail").GetString()));
        Assert.DoesNotContain("   at ", text);
        if (status == HttpStatusCode.ServiceUnavailable)
            Assert.NotNull(answer.Headers.RetryAfter);
    }
}
