using DefectOrleans.Silo.Settings;
using Microsoft.AspNetCore.Authentication;
using Orleans.Dashboard;

namespace DefectOrleans.Silo.Dashboard;

/// <summary>Orleans' dashboard, behind a login wherever a key is set.</summary>
internal static class SiloDashboard
{
    /// <summary>Where it is shown.</summary>
    public const string Path = "/dashboard";

    /// <summary>Registers the login.</summary>
    public static void AddDashboardLogin(this IServiceCollection services)
    {
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, DashboardLogin>(DashboardLogin.Name, configureOptions: null);
        services.AddAuthorizationBuilder().AddPolicy(
            DashboardLogin.Name, policy => policy.AddAuthenticationSchemes(DashboardLogin.Name).RequireAuthenticatedUser());
    }

    /// <summary>Shows it.</summary>
    public static void MapSiloDashboard(this WebApplication app, SiloSettings settings)
    {
        var dashboard = app.MapOrleansDashboard(routePrefix: Path);
        if (settings.DashboardKey is not null)
            dashboard.RequireAuthorization(DashboardLogin.Name);
    }
}
