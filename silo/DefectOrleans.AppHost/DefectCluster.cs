using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace DefectOrleans.AppHost;

/// <summary>The cluster as resources of .NET Aspire: PostgreSQL, the command that makes its tables, silos, a gateway.</summary>
public static class DefectCluster
{
    /// <summary>
    /// The database's name. Where the app host's configuration has a connection string of this name, that database is used;
    /// elsewhere a container with PostgreSQL is started.
    /// </summary>
    public const string Database = "defects";

    /// <summary>Number of silos.</summary>
    public const int Silos = 2;

    private static readonly string CoresOfASilo =
        Math.Max(1, Environment.ProcessorCount / Silos).ToString(CultureInfo.InvariantCulture);

    private const string ReadyPath = "/health/ready", DashboardPath = "/dashboard";
    private const int FirstSiloPort = 11111, FirstGatewayPort = 30000, FirstSiloHttp = 8080, GatewayHttp = 5080;

    /// <summary>Adds all of it. Each program gets its settings as variables, as anywhere else.</summary>
    public static void AddDefectCluster(this IDistributedApplicationBuilder builder)
    {
        var database = builder.AddDatabase();
        var dashboardKey = builder.AddKey("dashboard-key");
        var apiKey = builder.AddKey("api-key");

        var schema = builder.AddProgram<Projects.DefectOrleans_Silo>("schema", database).WithArgs("schema").WaitFor(database);
        for (var number = 0; number < Silos; number++)
            builder.AddSilo(number, database, dashboardKey).WaitForCompletion(schema);
        builder.AddProgram<Projects.DefectOrleans_Gateway>("gateway", database)
            .WithHttpEndpoint(GatewayHttp)
            .WithEnvironment("DEFECTS_KEYS__0__NAME", "aspire")
            .WithEnvironment("DEFECTS_KEYS__0__ROLE", "administer")
            .WithEnvironment(async gateway => gateway.EnvironmentVariables["DEFECTS_KEYS__0__SHA256"] =
                HashOf(await apiKey.Resource.GetValueAsync(gateway.CancellationToken)))
            .WithHttpHealthCheck(ReadyPath)
            .WaitForCompletion(schema);
    }

    private static IResourceBuilder<ProjectResource> AddSilo(
        this IDistributedApplicationBuilder builder,
        int number,
        IResourceBuilder<IResourceWithConnectionString> database,
        IResourceBuilder<ParameterResource> dashboardKey) =>
        builder.AddProgram<Projects.DefectOrleans_Silo>($"silo-{number}", database)
            .WithHttpEndpoint(FirstSiloHttp + number)
            // Silos tell the others where they listen, so nothing may stand before these ports.
            .WithEndpoint(FirstSiloPort + number, name: "silo", scheme: "tcp",
                env: "DEFECTS_SILO_PORT", isProxied: false)
            .WithEndpoint(FirstGatewayPort + number, name: "gateway", scheme: "tcp",
                env: "DEFECTS_GATEWAY_PORT", isProxied: false)
            // Silos on one machine share its cores.
            .WithEnvironment("DEFECTS_CORES", CoresOfASilo)
            .WithEnvironment("DEFECTS_DASHBOARD_KEY", dashboardKey)
            .WithHttpHealthCheck(ReadyPath)
            .WithUrlForEndpoint("http", _ => new() { Url = DashboardPath, DisplayText = "Orleans dashboard" });

    private static IResourceBuilder<ProjectResource> AddProgram<TProject>(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<IResourceWithConnectionString> database)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name)
            .WithEnvironment("DEFECTS_CLUSTERING", "postgresql")
            .WithEnvironment("DEFECTS_POSTGRES", database);

    private static IResourceBuilder<IResourceWithConnectionString> AddDatabase(this IDistributedApplicationBuilder builder) =>
        builder.Configuration.GetConnectionString(Database) is { Length: > 0 }
            ? builder.AddConnectionString(Database)
            : builder.AddPostgres("postgres").AddDatabase(Database);

    private static IResourceBuilder<ParameterResource> AddKey(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);

    // The gateway knows a key by this alone.
    private static string HashOf(string? key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key ?? "")));
}
