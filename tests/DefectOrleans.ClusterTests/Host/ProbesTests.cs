using DefectOrleans.Web;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>A silo's probes when its database goes.</summary>
[Trait("Category", "Slow")]
public sealed class ProbesTests
{
    [PostgresFact]
    public async Task A_silo_without_its_database_lives_and_has_started_and_is_not_ready()
    {
        using var postgres = new PostgresServer();
        var settings = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["DEFECTS_POSTGRES"] = postgres.Create("probes"),
            ["DEFECTS_SILO_PORT"] = $"{FreePort.Next()}",
            ["DEFECTS_GATEWAY_PORT"] = $"{FreePort.Next()}",
        };
        var (code, output) = await ProgramUnderTest.Run(Built.Silo, settings, "schema");
        Assert.True(code == 0, output);
        using var silo = ProgramUnderTest.Start(Built.Silo, settings);
        await silo.IsHealthy(Probes.StartupPath);
        await silo.IsHealthy(Probes.ReadyPath);

        postgres.Stop();
        Assert.Equal(503, await silo.Status(Probes.ReadyPath));
        Assert.Equal(200, await silo.Status(Probes.LivePath));
        Assert.Equal(200, await silo.Status(Probes.StartupPath));
    }
}
