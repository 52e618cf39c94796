using DefectOrleans.Cli.Demo;
using DefectOrleans.Client;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Service;
using DefectOrleans.Tests.Cli;
using DefectOrleans.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Tests.Web;

/// <summary>The API over a service, on a free port of loopback.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>For requests by hand: with the header of orders.</summary>
    public HttpClient NewHttp() =>
        new() { BaseAddress = Address, DefaultRequestHeaders = { { OrderHeader.Name, OrderHeader.Value } } };

    public static async Task<ApiServer> Start(
        IDefectService service, Action<ApiSettings>? settings = null, int port = 0, string host = "127.0.0.1")
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{host}:{port}");
        builder.Services.AddSingleton(service);
        builder.Services.AddDefectApi(settings).AllowAnyone();
        builder.Services.AddProbes();
        var app = builder.Build();
        app.MapDefectApi();
        app.MapProbes();
        await app.StartAsync();
        return new ApiServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        // At once: connections that clients keep are no reason to wait.
        using var now = new CancellationTokenSource(0);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>The engine's service with the made-up crystal's true laws as book MadeUp, served and asked over HTTP.</summary>
public sealed class ServedApi : IAsyncLifetime
{
    private ApiServer? _server;

    internal LocalDefectService Service { get; } = new(TimeProvider.System, threads: 1);

    internal HttpClient Http { get; } = new() { DefaultRequestHeaders = { { OrderHeader.Name, OrderHeader.Value } } };

    internal Uri Address => _server!.Address;

    internal DefectClient Client => new(Http, new DefectClientOptions { Address = Address, RetryFor = TimeSpan.FromSeconds(20) });

    /// <summary>Three vacancies in the supercell of the made-up crystal.</summary>
    internal static LatticeStructure Three { get; } = new("three", MadeUpCrystal.CellA, MadeUpCrystal.CellB,
        [new SiteDefect("V_Nb", 0, 0, 0), new SiteDefect("V_Te", 1, 2, 3), new SiteDefect("V_Te", 2, 5, 1)]);

    public async Task InitializeAsync()
    {
        Service.Put("MadeUp", MadeUpData.TrueBook());
        _server = await ApiServer.Start(Service, settings => settings.HeartbeatSeconds = 0.05);
        Http.BaseAddress = Address;
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Service.DisposeAsync();
        await _server!.DisposeAsync();
    }
}
