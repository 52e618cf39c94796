using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Gateway;
using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Grains;
using DefectOrleans.ServiceDefaults;
using DefectOrleans.Silo.Cluster;
using DefectOrleans.Silo.Dashboard;
using DefectOrleans.Silo.Health;
using DefectOrleans.Silo.Schema;
using DefectOrleans.Silo.Settings;
using DefectOrleans.Web;
using Orleans.Dashboard;

namespace DefectOrleans.Silo;

/// <summary>A silo with its dashboard, probes and metrics.</summary>
public static class SiloHost
{
    /// <summary>Where dashboard, probes and metrics answer when no setting says otherwise.</summary>
    public const string Addresses = "http://127.0.0.1:8080";

    /// <summary>Answers as long as the process does.</summary>
    public const string LivePath = Probes.LivePath;

    /// <summary>Answers 200 while the silo is active in its cluster and its storage answers.</summary>
    public const string ReadyPath = Probes.ReadyPath;

    /// <summary>Builds a silo.</summary>
    /// <exception cref="SettingsException">A setting is wrong, or the database can't be used; the message says what to
    /// do.</exception>
    public static async Task<WebApplication> Build(string[] args)
    {
        var builder = ProgramHost.Create(args);
        builder.UseAddresses(Addresses);
        var (settings, strangers) = await builder.AddSilo();
        builder.Services.AddHealthChecks().AddCheck<SiloReadiness>("silo", tags: [Probes.Ready]);
        var app = builder.Build();
        app.MapSilo(settings, strangers);
        return app;
    }

    /// <summary>Builds a silo that shows API and page too: a whole cluster in one process, for development.</summary>
    /// <exception cref="SettingsException">A setting is wrong; every fault is named.</exception>
    public static async Task<WebApplication> BuildDevelopment(string[] args)
    {
        var builder = ProgramHost.Create(args, Environments.Development);
        builder.UseAddresses(GatewayHost.Addresses);
        var (settings, strangers) = await builder.AddSilo();
        builder.Services.AddSingleton<IDefectService>(services =>
            new GrainDefectService(services.GetRequiredService<IGrainFactory>()));
        builder.Services.AllowAnyone();
        builder.AddApi();
        var app = builder.Build();
        app.MapDefectApi();
        app.MapSilo(settings, strangers);
        return app;
    }

    private static async Task<(SiloSettings Settings, IReadOnlyList<string> Strangers)> AddSilo(
        this WebApplicationBuilder builder)
    {
        var settings = SiloSettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), out var strangers);
        if (settings.Cluster.Postgres is { } connection)
            await SchemaVersion.Check(connection, CancellationToken.None);
        if (settings.Cluster.Clustering == Clustering.Redis)
            await RedisMembers.Check(settings.Cluster);
        Ports.ThrowIfTaken(settings.Address, (nameof(SiloSettings.SiloPort), settings.SiloPort),
            (nameof(SiloSettings.GatewayPort), settings.GatewayPort));

        builder.Services.AddSingleton(settings);
        builder.Services.AddDefectMessages();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Shutdown);
        builder.AddServiceDefaults("DefectOrleans.Silo", settings.Collector);
        builder.Services.AddDashboardLogin();
        builder.Services.AddSingleton<SiloEnd>();
        builder.Services.AddSingleton<IFatalErrorHandler>(services => services.GetRequiredService<SiloEnd>());
        builder.Host.UseOrleans(silo =>
        {
            silo.JoinCluster(settings);
            silo.KeepState(settings);
            silo.AddDefectGrains(settings.Grains);
            silo.AddActivityPropagation();
            silo.AddDashboard();
        });
        builder.Services.AddMembershipWatch(settings);
        return (settings, strangers);
    }

    private static void MapSilo(this WebApplication app, SiloSettings settings, IReadOnlyList<string> strangers)
    {
        app.WarnOf(strangers);
        app.MapServiceDefaults();
        app.MapSiloDashboard(settings);
    }
}
