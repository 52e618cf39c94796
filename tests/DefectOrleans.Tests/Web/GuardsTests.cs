using System.Net;
using System.Text;
using DefectOrleans.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Tests.Web;

/// <summary>A page of another address can't steer a service that the browser reaches.</summary>
public sealed class GuardsTests
{
    private const string Cancel =
        """window.asked ??= fetch("/api/campaigns/x/cancel", { method: "POST", headers: { "X-Defects-Request": "1" } })"""
        + ".then(answer => answer.status)";

    private readonly StubService _stub = new();

    [Theory]
    [InlineData("evil.example", 400)]
    [InlineData("localhost.evil.example", 400)]
    [InlineData("127.0.0.1.evil.example:80", 400)]
    [InlineData("10.0.0.1", 400)]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:5080", 200)]
    [InlineData("127.0.0.1:5080", 200)]
    [InlineData("[::1]:5080", 200)]
    public async Task A_server_on_loopback_answers_by_this_machines_names_alone(string host, int status)
    {
        await using var server = await ApiServer.Start(_stub);
        foreach (var path in (string[])["/", "/api/books", "/openapi/v1.json", "/health/live", "/nowhere"])
            Assert.Equal(status == 200 && path == "/nowhere" ? 404 : status, await Status(server, HttpMethod.Get, path, host));
        Assert.Equal(status, await Status(server, HttpMethod.Post, "/api/campaigns/x/cancel", host));
    }

    [Fact]
    public async Task A_host_that_is_refused_is_told_what_was_expected()
    {
        await using var server = await ApiServer.Start(_stub, settings => settings.Hosts = "defects.example, other.example");
        using var http = server.NewHttp();
        using var answer =
            await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/books") { Headers = { Host = "evil.example" } });
        Assert.Contains(
            "the host 'evil.example' is none that this service is asked by; expected localhost, 127.0.0.1, [::1], "
                + "defects.example, other.example",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal(200, await Status(server, HttpMethod.Get, "/api/books", "Defects.example:80"));
    }

    [Fact]
    public async Task A_server_that_others_reach_is_asked_by_any_name()
    {
        await using var server = await ApiServer.Start(_stub, host: "0.0.0.0");
        using var http = new HttpClient();
        using var answer =
            await http.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{server.Address.Port}/api/books")
            {
                Headers = { Host = "defects.example" }
            });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/campaigns/x/cancel")]
    [InlineData("POST", "/API/campaigns/x/cancel")]
    [InlineData("DELETE", "/api/campaigns/x")]
    [InlineData("POST", "/api/campaigns")]
    [InlineData("PUT", "/api/books/x")]
    [InlineData("POST", "/api/books/x/predict")]
    [InlineData("PATCH", "/api/books/x")]
    public async Task An_order_without_the_header_is_refused(string method, string path)
    {
        await using var server = await ApiServer.Start(_stub);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var answer =
            await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)
            {
                Content = new StringContent("{}", Encoding.UTF8, "application/json")
            });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"{method} without the header X-Defects-Request; expected 'X-Defects-Request: 1'",
            await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, _stub.Calls);
    }

    [Fact]
    public async Task A_browser_that_asks_whether_another_page_may_is_allowed_nothing()
    {
        await using var server = await ApiServer.Start(_stub);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/api/campaigns/x/cancel")
        {
            Headers =
            {
                { "Origin", "http://evil.example" },
                { "Access-Control-Request-Method", "POST" },
                { "Access-Control-Request-Headers", OrderHeader.Name }
            },
        });
        Assert.DoesNotContain(
            answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(answer.Headers, header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase));
    }

    [ChromiumFact]
    [Trait("Category", "Slow")]
    public async Task A_page_of_another_address_can_not_cancel_a_campaign()
    {
        await using var server = await ApiServer.Start(_stub);
        var cancel = $"http://localhost:{server.Address.Port}/api/campaigns/x/cancel";
        await using var elsewhere = await Page($$"""
            <!doctype html><title>elsewhere</title>
            <iframe name=hidden></iframe><form method=post target=hidden action="{{cancel}}"></form>
            <script>
              const outcome = promise => promise.then(answer => answer.type, fault => fault.name);
              async function attempt() {
                const framed = new Promise(resolve => document.querySelector("iframe").onload = () => resolve("framed"));
                document.querySelector("form").submit();
                const body = JSON.stringify({});
                return (await Promise.all([
                  framed,
                  outcome(fetch("{{cancel}}", { method: "POST" })),
                  outcome(fetch("{{cancel}}", { method: "POST", mode: "no-cors", headers: { "X-Defects-Request": "1" } })),
                  outcome(fetch("{{cancel}}", { method: "POST", headers: { "X-Defects-Request": "1" } })),
                  outcome(fetch("{{cancel}}", {
                    method: "POST", headers: { "Content-Type": "application/json", "X-Defects-Request": "1" }, body })),
                  navigator.sendBeacon("{{cancel}}", "x"),
                ])).join();
              }
            </script>
            """);
        await using var browser = await Browser.Open(ChromiumFactAttribute.Program, new Uri(elsewhere.Urls.Single()));
        Assert.Equal(
            "framed,TypeError,opaque,TypeError,TypeError,true", await browser.Eventually("window.attempted ??= attempt()"));
        Assert.Equal(0, _stub.Calls);

        // The service's own page may, with what it sends.
        await using var own = await Browser.Open(ChromiumFactAttribute.Program, server.Address);
        var before = _stub.Calls;
        Assert.Equal("200", await own.Eventually(Cancel));
        Assert.True(_stub.Calls > before);
    }

    [ChromiumFact]
    [Trait("Category", "Slow")]
    public async Task A_name_that_is_made_to_lead_here_opens_nothing()
    {
        await using var server = await ApiServer.Start(_stub);
        var rebound = new Uri($"http://evil.example:{server.Address.Port}/");
        await using var browser = await Browser.Open(
            ChromiumFactAttribute.Program, rebound, "--host-resolver-rules=MAP evil.example 127.0.0.1", "--no-proxy-server");
        Assert.Contains("evil.example", await browser.Eventually("location.host"), StringComparison.Ordinal);
        Assert.Equal("400", await browser.Eventually(Cancel));
        Assert.Equal("400", await browser.Eventually("""window.read ??= fetch("/api/books").then(answer => answer.status)"""));
        Assert.Equal(0, _stub.Calls);
    }

    private static async Task<int> Status(ApiServer server, HttpMethod method, string path, string host)
    {
        using var http = server.NewHttp();
        using var answer = await http.SendAsync(new HttpRequestMessage(method, path) { Headers = { Host = host } });
        return (int)answer.StatusCode;
    }

    private static async Task<WebApplication> Page(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.Content(html, "text/html"));
        await app.StartAsync();
        return app;
    }
}
