using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Tests.Cli;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Tests.Web;

/// <summary>Whatever goes wrong is told as problem details, and nothing of the inside is.</summary>
public sealed class FaultsTests(ServedApi served) : IClassFixture<ServedApi>
{
    private const string Predict = "/api/books/MadeUp/predict", Batch = "/api/books/MadeUp/predict/batch";

    [Theory]
    [InlineData("GET", "/nowhere", 404, "notFound", "nothing is at /nowhere")]
    [InlineData("GET", "/api/books/none", 404, "notFound", "no book 'none'; expected one of MadeUp")]
    [InlineData("GET", "/api/books/none/formulas", 404, "notFound", "no book 'none'")]
    [InlineData("GET", "/api/books/MadeUp/formulas?format=word", 400, "invalid",
        "format 'word'; expected text, latex, sympy, python, csharp")]
    [InlineData("GET", "/api/books/MadeUp/formulas?digits=99", 400, "invalid", "99 digits")]
    [InlineData("GET", "/api/books/MadeUp/formulas?digits=two", 400, "invalid", "digits")]
    [InlineData("DELETE", "/api/books/MadeUp", 405, "invalid", "DELETE is not done here; expected GET, PUT")]
    [InlineData("GET", "/api/campaigns/none", 404, "notFound", "no campaign 'none'")]
    [InlineData("GET", "/api/campaigns/none/events", 404, "notFound", "no campaign 'none'")]
    [InlineData("POST", "/api/campaigns/none/pause", 404, "notFound", "no campaign 'none'")]
    [InlineData("DELETE", "/api/campaigns/none", 404, "notFound", "no campaign 'none'")]
    [InlineData("DELETE", "/api/campaigns/..%2Fnone", 404, "notFound", "none'")]
    [InlineData("DELETE", "/api/campaigns", 405, "invalid", "DELETE is not done here; expected GET, POST")]
    public async Task A_request_without_a_body_that_can_not_be_answered_says_why(
        string method, string path, int status, string fault, string detail) =>
        await AssertFault(new HttpRequestMessage(new HttpMethod(method), path), status, fault, detail);

    [Theory]
    [InlineData(Predict, "{", "the body is no PredictionRequest in application/json: line 1")]
    [InlineData(Predict, "null", "the body is null")]
    [InlineData(Predict, "[]", "the body is no PredictionRequest in application/json")]
    [InlineData(Predict, """{"structurez":[]}""", "structurez")]
    [InlineData(Predict, """{"files":null}""", "files")]
    [InlineData(Predict, """{"files":[null]}""", "files[0] is missing or null")]
    [InlineData(Predict, """{"files":[{"name":"x.cif"}]}""", "text")]
    [InlineData(Predict, """{"files":[{"name":"x.cif","text":"data_x\n_cell_length_a 3\n"}]}""", "x.cif")]
    [InlineData(Predict, """{"files":[{"name":"POSCAR","text":"one\n1\n3 0 0\n0 three 0\n"}]}""", "POSCAR, line 4: 'three'")]
    [InlineData(Predict, """{"files":[{"name":"x.json","text":"{}"}]}""", "x.json")]
    [InlineData(
        Predict, """{"structures":[{"id":"mine","cellA":8,"cellB":6,"defects":[{"kind":"V_Te","basis":0,"a":0,"b":0}]}]}""",
        "mine: V_Te on a site of Nb")]
    [InlineData(Predict,
        """{"structures":[{"id":"mine","cellA":8,"cellB":6,"defects":[{"kind":"V_Nb","basis":7,"a":0,"b":0}]}]}""", "mine: ")]
    [InlineData(Predict, """{"structures":[{"id":"mine","cellA":0,"cellB":6,"defects":[]}]}""", "mine: a supercell of 0×6")]
    [InlineData(Predict, """{"structures":[{"id":"mine","cellA":8,"cellB":6,"defects":[{"kind":"V","basis":0,"a":0,"b":0}]}]}""",
        "mine: 'V' is no defect kind")]
    [InlineData(Predict, """{"structures":[{"id":"mine","cellA":8,"cellB":6,"shear":6,"defects":[]}]}""",
        "mine: a supercell of 8×6 unit cells sheared by 6; 0 to 5 was expected")]
    [InlineData(Batch, """{"cellA":8,"cellB":6,"shear":-1,"kinds":["V_Nb"],"counts":[1],"sites":[0],"kindIndices":[0]}""",
        "a supercell of 8×6 unit cells sheared by -1; 0 to 5 was expected")]
    [InlineData(Batch, """{"cellA":8,"cellB":6,"kinds":["V_Nb"],"counts":[1],"sites":[999],"kindIndices":[0]}""",
        "structure 0: site 999; expected 0 to 143")]
    [InlineData(Batch, """{"cellA":8,"cellB":6,"kinds":["V_Nb"],"counts":[1],"sites":[0]}""", "kindIndices")]
    [InlineData(Batch, """{"cellA":8,"cellB":6,"kinds":[null],"counts":[1],"sites":[0],"kindIndices":[0]}""",
        "kinds[0] is missing or null")]
    [InlineData("/api/campaigns", """{"id":"x"}""", "missing required properties")]
    public async Task A_body_that_can_not_be_used_says_where(string path, string body, string detail) =>
        await AssertFault(Post(path, body), 400, "invalid", detail);

    [Fact]
    public async Task A_body_in_a_format_that_nobody_reads_is_refused()
    {
        await AssertFault(Post(Predict, "x", "text/plain"), 415, "invalid", "Content-Type 'text/plain");
        await AssertFault(new HttpRequestMessage(HttpMethod.Get, "/api/books") { Headers = { { "Accept", "text/csv" } } }, 406,
            "invalid", "none of the formats");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData(".hidden")]
    [InlineData("ünlike")]
    public async Task Ids_that_fit_no_file_are_refused(string id) => await AssertFault(
        new HttpRequestMessage(HttpMethod.Put, $"/api/books/{Uri.EscapeDataString(id)}")
        {
            Content = Json(JsonBodyFormat.Lenient.ToText(MadeUpData.TrueBook()))
        },
        400, "invalid", "expected 1 to 100 letters");

    [Fact]
    public async Task A_book_that_can_not_answer_is_not_served()
    {
        var book = MadeUpData.TrueBook();
        var bad = book with { Pairs = [book.Pairs[0] with { Chosen = new Formula("exq(r)", 1, 0, null) }] };
        await AssertFault(
            new HttpRequestMessage(HttpMethod.Put, "/api/books/bad") { Content = Json(JsonBodyFormat.Lenient.ToText(bad)) }, 400,
            "invalid", "exq");
        await AssertFault(new HttpRequestMessage(HttpMethod.Get, "/api/books/bad"), 404, "notFound", "no book 'bad'");
    }

    [Theory]
    [InlineData("\"element\":\"Nb\"", "\"element\":\"Xx\"", "site 0 of the unit cell: 'Xx' is no element")]
    [InlineData("\"text\":\"", "\"text\":\"1e999*", "chosen formula: ")]
    [InlineData("\"material\":\"MadeUp\"", "\"material\":\"\"", "the material is empty")]
    [InlineData("\"referenceEnergy\":", "\"referenceEnergy\":1e999,\"unused\":", "referenceEnergy")]
    public async Task A_book_that_holds_nonsense_is_refused_with_its_place(string from, string to, string detail)
    {
        var text = JsonBodyFormat.Lenient.ToText(MadeUpData.TrueBook());
        Assert.Contains(from, text, StringComparison.Ordinal);
        await AssertFault(
            new HttpRequestMessage(HttpMethod.Put, "/api/books/bad")
            {
                Content = Json(text.Replace(from, to, StringComparison.Ordinal))
            }, 400, "invalid", detail);
        await AssertFault(new HttpRequestMessage(HttpMethod.Get, "/api/books/bad"), 404, "notFound", "no book 'bad'");
    }

    [Fact]
    public async Task More_than_the_settings_allow_is_too_large()
    {
        await using var small = await ApiServer.Start(
            served.Service, settings => (settings.BodyBytes, settings.Structures, settings.BatchStructures) = (2000, 2, 3));
        using var http = small.NewHttp();
        var three = """
            {"structures":[{"id":"a","cellA":1,"cellB":1,"defects":[]},{"id":"b","cellA":1,"cellB":1,"defects":[]},
            {"id":"c","cellA":1,"cellB":1,"defects":[]}]}
            """;
        await AssertFault(http, Post(Predict, three), 413, "tooLarge", "3 structures in one request; expected at most 2");
        var four = """{"cellA":1,"cellB":1,"kinds":[],"counts":[0,0,0,0],"sites":[],"kindIndices":[]}""";
        await AssertFault(http, Post(Batch, four), 413, "tooLarge", "4 structures in one request; expected at most 3");
        await AssertFault(http, Post(Predict, new string(' ', 3000)), 413, "tooLarge", "larger than 2000 bytes");
        var cell = """{"structures":[{"id":"wide","cellA":9999,"cellB":9999,"defects":[]}]}""";
        await AssertFault(http, Post(Predict, cell), 413, "tooLarge", "wide: ");
    }

    [Fact]
    public async Task Who_comes_when_all_places_are_taken_is_asked_to_come_later()
    {
        var service = new StubService { Gate = new TaskCompletionSource() };
        await using var narrow = await ApiServer.Start(
            service, settings => (settings.ConcurrentRequests, settings.WaitingRequests, settings.RetryAfterSeconds) = (1, 0, 7));
        using var http = narrow.NewHttp();
        var first = http.SendAsync(Post(Predict, "{}"));
        await service.Asked.Task;
        using var second = await AssertFault(http, Post(Predict, "{}"), 429, "busy", null);
        Assert.Equal(TimeSpan.FromSeconds(7), second.Headers.RetryAfter!.Delta);
        service.Gate.SetResult();
        using var answered = await first;
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Theory]
    [InlineData(ServiceFault.Invalid, 400)]
    [InlineData(ServiceFault.Unauthorized, 401)]
    [InlineData(ServiceFault.Forbidden, 403)]
    [InlineData(ServiceFault.NotFound, 404)]
    [InlineData(ServiceFault.Conflict, 409)]
    [InlineData(ServiceFault.TooLarge, 413)]
    [InlineData(ServiceFault.Busy, 429)]
    [InlineData(ServiceFault.NotSupported, 501)]
    [InlineData(ServiceFault.Unavailable, 503)]
    public async Task Every_fault_of_a_service_has_its_status(ServiceFault fault, int status)
    {
        await using var server = await ApiServer.Start(new StubService { Fault = new DefectServiceException(fault, "said so") });
        using var http = server.NewHttp();
        using var response = await AssertFault(http, new HttpRequestMessage(HttpMethod.Get, "/api/books/x"), status,
            JsonNamingPolicy.CamelCase.ConvertName(fault.ToString()), "said so");
        Assert.Equal(fault is ServiceFault.Busy or ServiceFault.Unavailable, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task A_fault_of_the_program_shows_nothing_of_its_inside()
    {
        await using var server = await ApiServer.Start(new StubService { Fault = new InvalidOperationException("secret") });
        using var http = server.NewHttp();
        using var response = await http.GetAsync("/api/books/x");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.Contains("traceId", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_nobody_answers_for_is_not_ready()
    {
        await using var server =
            await ApiServer.Start(new StubService { Fault = new DefectServiceException(ServiceFault.Unavailable, "nobody") });
        using var http = server.NewHttp();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/startup")).StatusCode);
    }

    [Fact]
    public async Task Settings_out_of_their_range_are_all_named_at_start()
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.Start(served.Service, settings =>
            (settings.BodyBytes, settings.Structures, settings.HeartbeatSeconds) = (0, -1, double.NaN)));
        Assert.Equal(
            [
                "Api:BodyBytes is 0; expected 1024 or more", "Api:Structures is -1; expected 1 or more",
                "Api:HeartbeatSeconds is NaN; expected above 0 and at most 3600"
            ],
            fault.Failures);
    }

    private async Task AssertFault(HttpRequestMessage request, int status, string fault, string? detail) =>
        (await AssertFault(served.Http, request, status, fault, detail)).Dispose();

    private static async Task<HttpResponseMessage> AssertFault(
        HttpClient http, HttpRequestMessage request, int status, string fault, string? detail)
    {
        var response = await http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((status, fault), (problem.GetProperty("status").GetInt32(), problem.GetProperty("fault").GetString()));
        if (detail is not null)
            Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return response;
    }

    private static HttpRequestMessage Post(string path, string body, string type = "application/json") =>
        new(HttpMethod.Post, path) { Content = new StringContent(body, null, type) };

    private static StringContent Json(string text) => new(text, null, "application/json");
}
