using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Web;

namespace DefectOrleans.ClusterTests.Kubernetes;

/// <summary>What goes into the images: published, started, and asked as Kubernetes asks it.</summary>
[Trait("Category", "Slow")]
public sealed class PublishedProgramTests
{
    [Fact]
    public async Task Published_silo_and_gateway_answer_the_probes_of_their_pods()
    {
        using var folder = new TemporaryFolder();
        var (siloPort, gatewayPort) = ($"{FreePort.Next()}", $"{FreePort.Next()}");
        using var silo = ProgramUnderTest.StartPublished(Publish(Built.Silo, folder), Built.Silo, new Dictionary<string, string>
        {
            ["DEFECTS_SILO_PORT"] = siloPort, ["DEFECTS_GATEWAY_PORT"] = gatewayPort,
            ["DEFECTS_DASHBOARD_KEY"] = "a key of the tests",
        });
        using var gateway = ProgramUnderTest.StartPublished(
            Publish(Built.Gateway, folder), Built.Gateway, new Dictionary<string, string>
            {
                ["DEFECTS_GATEWAY_PORTS"] = gatewayPort, ["DOTNET_ENVIRONMENT"] = "Development",
            });
        foreach (var program in new[] { silo, gateway })
        {
            await program.IsHealthy(Probes.StartupPath);
            await program.IsHealthy(Probes.LivePath);
            await program.IsHealthy(Probes.ReadyPath);
            Assert.Equal(200, await program.Status("/metrics"));
        }
        Assert.Equal(401, await silo.Status("/dashboard/DashboardCounters"));
        Assert.Equal(0, await gateway.Terminate());
        Assert.Equal(0, await silo.Terminate());
    }

    private static string Publish(string project, TemporaryFolder folder)
    {
        var output = Path.Combine(folder.Path, project);
        Programs.Run("dotnet", "publish", Built.Folder(project), "--no-build", "-c", Built.Configuration, "-o", output);
        return output;
    }
}
