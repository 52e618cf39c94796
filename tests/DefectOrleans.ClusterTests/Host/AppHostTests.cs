using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using DefectOrleans.AppHost;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Silo.Settings;
using DefectOrleans.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>The app host: its model against what the programs read, then started.</summary>
public sealed class AppHostTests(ITestOutputHelper output)
{
    private static readonly string[] Served = ["gateway", "silo-0", "silo-1"];
    private static readonly string[] Keys = ["api-key", "dashboard-key", "postgres-password"];

    [Fact]
    public void The_model_holds_a_database_the_command_for_its_tables_two_silos_and_a_gateway()
    {
        var resources = Model().Resources;
        Assert.IsType<PostgresServerResource>(resources["postgres"]);
        Assert.IsType<PostgresDatabaseResource>(resources["defects"]);
        Assert.Equal(
            ["gateway", "schema", "silo-0", "silo-1"],
            resources.Values.OfType<ProjectResource>().Select(program => program.Name).Order());
        Assert.Equal([("defects", WaitType.WaitUntilHealthy)], Waits(resources["schema"]));
        foreach (var program in Served)
        {
            Assert.Equal([("schema", WaitType.WaitForCompletion)], Waits(resources[program]));
            Assert.NotEmpty(resources[program].Annotations.OfType<HealthCheckAnnotation>());
        }
    }

    [Fact]
    public void Keys_and_passwords_are_drawn_and_secret()
    {
        var resources = Model().Resources;
        var password = ((PostgresServerResource)resources["postgres"]).PasswordParameter;
        var keys = resources.Values.OfType<ParameterResource>().Append(password).ToList();
        Assert.Equal(Keys, keys.Select(key => key.Name).Order());
        Assert.All(keys, key =>
        {
            Assert.True(key.Secret);
            Assert.NotNull(key.Default);
        });
    }

    [Fact]
    public void Ports_are_those_of_the_documentation_and_no_two_are_the_same()
    {
        var ports =
            from program in Model().Resources.Values.OfType<ProjectResource>()
            from port in program.Annotations.OfType<EndpointAnnotation>()
            select $"{program.Name} {port.Name} {port.Port}";
        Assert.Equal(
            [
                "gateway http 5080", "silo-0 gateway 30000", "silo-0 http 8080", "silo-0 silo 11111",
                "silo-1 gateway 30001", "silo-1 http 8081", "silo-1 silo 11112",
            ],
            ports.Order());
    }

    [Fact]
    public async Task Programs_start_with_the_variables_of_the_model_and_know_them_all()
    {
        const string Connection = "Host=database;Database=defects;Username=defects";
        var model = Model(Connection);
        Assert.DoesNotContain(model.Resources.Values, resource => resource is ContainerResource);
        for (var number = 0; number < DefectCluster.Silos; number++)
        {
            var silo = SiloSettings.Read(await Variables(model, $"silo-{number}"), development: false, out var strangers);
            Assert.Empty(strangers);
            Assert.Equal((Clustering.PostgreSql, Connection), (silo.Cluster.Clustering, silo.Cluster.Postgres));
            Assert.Equal(Storage.PostgreSql, silo.Storage);
            Assert.Equal((11111 + number, 30000 + number), (silo.SiloPort, silo.GatewayPort));
        }
        var gateway = GatewaySettings.Read(await Variables(model, "gateway"), development: false, out var others);
        Assert.Empty(others);
        Assert.Equal((Clustering.PostgreSql, Connection), (gateway.Cluster.Clustering, gateway.Cluster.Postgres));
        var key = await ((ParameterResource)model.Resources["api-key"]).GetValueAsync(default);
        Assert.Equal(Gateway.Keys.ApiKey.HashOf(key!), Assert.Single(gateway.Keys).Sha256);
        var schema = new SettingsReader(await Variables(model, "schema"));
        Assert.Equal(Connection, ClusterSettings.Read(schema).Postgres);
        Assert.Empty(schema.Strangers());
    }

    /// <summary>With PostgreSQL in a container where a container engine answers, else on the server of the other tests.</summary>
    [PostgresFact]
    [Trait("Category", "Slow")]
    public async Task The_app_host_starts_a_cluster_that_answers()
    {
        var container = ContainerEngine.Answers;
        output.WriteLine(container
            ? "started with PostgreSQL in a container"
            : "no container engine answers here: started on a PostgreSQL server of the tests, the container is in the model "
                + "alone");
        using var postgres = new PostgresServer();
        var model = Model(container ? null : postgres.Create("defects"));
        foreach (var port in model.Resources.Values.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
            port.Port = port.IsProxied ? null : FreePort.Next();
        await using var app = model.Builder.Build();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(container ? 8 : 3));
        await app.StartAsync(patience.Token);
        foreach (var program in Served)
            await app.ResourceNotifications.WaitForResourceHealthyAsync(program, patience.Token);

        var address = ((ProjectResource)model.Resources["gateway"]).GetEndpoint("http").Url;
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(Probes.StartupPath)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("api/books")).StatusCode);
        http.DefaultRequestHeaders.Add("X-Api-Key", await ((ParameterResource)model.Resources["api-key"]).GetValueAsync(default));
        Assert.Equal("[]", await http.GetStringAsync("api/books"));
        await app.StopAsync(patience.Token);
    }

    private static async Task<IConfiguration> Variables(AppModel model, string program)
    {
        var resource = model.Resources[program];
        foreach (var port in resource.Annotations.OfType<EndpointAnnotation>())
            port.AllocatedEndpoint = new AllocatedEndpoint(port, "localhost", port.Port!.Value, $"{port.Port}");
        await using var services = model.Builder.Services.BuildServiceProvider();
        var options = new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Run)
        {
            Services = services,
        };
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig()
            .BuildAsync(new DistributedApplicationExecutionContext(options), NullLogger.Instance);
        return new ConfigurationBuilder().AddDefectVariables(configuration.EnvironmentVariables).Build();
    }

    private static IEnumerable<(string, WaitType)> Waits(IResource resource) =>
        from wait in resource.Annotations.OfType<WaitAnnotation>()
        // Who waits for a database waits for its server too.
        where wait.Resource is not PostgresServerResource
        select (wait.Resource.Name, wait.WaitType);

    private static AppModel Model(string? connection = null)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = typeof(DefectCluster).Assembly.GetName().Name, DisableDashboard = true,
        });
        builder.Configuration[$"ConnectionStrings:{DefectCluster.Database}"] = connection;
        // Else they would be drawn, and kept in the store of the user who tests.
        foreach (var key in Keys)
            builder.Configuration[$"Parameters:{key}"] = $"the tests' {key}";
        builder.Services.AddLogging(logs => logs.ClearProviders());
        builder.AddDefectCluster();
        return new AppModel(builder, builder.Resources.ToDictionary(resource => resource.Name));
    }

    private sealed record AppModel(IDistributedApplicationBuilder Builder, IReadOnlyDictionary<string, IResource> Resources);
}
