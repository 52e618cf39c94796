using DefectOrleans.Contracts;
using DefectOrleans.Gateway.Bodies;
using DefectOrleans.Gateway.Cluster;
using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Keys;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.ServiceDefaults;
using DefectOrleans.Web;

namespace DefectOrleans.Gateway;

/// <summary>The HTTP API over a cluster's silos.</summary>
public static class GatewayHost
{
    /// <summary>Where it answers when no setting says otherwise.</summary>
    public const string Addresses = "http://127.0.0.1:5080";

    /// <summary>Builds the program.</summary>
    /// <exception cref="SettingsException">A setting is wrong; every fault is named.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = ProgramHost.Create(args);
        var settings = GatewaySettings.Read(builder.Configuration, builder.Environment.IsDevelopment(), out var strangers);
        builder.UseAddresses(Addresses);
        builder.Services.AddSingleton(settings);
        builder.AddCluster(settings);
        builder.AddServiceDefaults("DefectOrleans.Gateway", settings.Collector);
        builder.AddApi();
        if (settings.Keys.Count > 0)
            ApiKeyAuthentication.Add(builder.Services);
        else
            builder.Services.AllowAnyone();

        var app = builder.Build();
        app.WarnOf(strangers);
        app.MapServiceDefaults();
        app.MapDefectApi();
        return app;
    }

    /// <summary>Adds the API with JSON and MessagePack bodies, limited as the settings <c>Defects:Api</c> say.</summary>
    public static void AddApi(this WebApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection($"{EnvironmentSettings.Section}:{ApiSettings.Section}");
        builder.Services.AddSingleton<IBodyFormat, MessagePackBodyFormat>();
        builder.Services.AddDefectApi(limits.Bind);
    }
}
