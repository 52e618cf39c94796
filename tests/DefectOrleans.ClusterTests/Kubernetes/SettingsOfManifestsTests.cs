using DefectOrleans.Gateway.Settings;
using DefectOrleans.Silo.Settings;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace DefectOrleans.ClusterTests.Kubernetes;

/// <summary>The manifests against the code: variables, ports, times.</summary>
public sealed class SettingsOfManifestsTests
{
    private static Manifests Trial => Rendered.Value;

    private static readonly Lazy<Manifests> Rendered = new(Manifests.ReadRendered);

    [KubectlFact]
    public void Silos_start_with_the_settings_of_their_pods_and_know_them_all()
    {
        var variables = Trial.Variables(Container("silo"));
        var settings = SiloSettings.Read(Configuration(variables), development: false, out var strangers);
        Assert.Empty(strangers);
        Assert.Equal(Clustering.PostgreSql, settings.Cluster.Clustering);
        Assert.Equal(Storage.PostgreSql, settings.Storage);
        Assert.Equal("10.1.2.3", settings.Address.ToString());
        Assert.Equal(settings.SiloPort, Port("silo", "silo"));
        Assert.Equal(settings.GatewayPort, Port("silo", "gateway"));
        Assert.Equal(new Uri(variables["DEFECTS_URLS"].Replace('+', 'x')).Port, Port("silo", "http"));
    }

    [KubectlFact]
    public void Gateways_start_with_the_settings_of_their_pods_and_know_them_all()
    {
        var variables = Trial.Variables(Container("gateway"));
        var settings = GatewaySettings.Read(Configuration(variables), development: false, out var strangers);
        Assert.Empty(strangers);
        Assert.Equal("trial", Assert.Single(settings.Keys).Name);
        Assert.Equal(new Uri(variables["DEFECTS_URLS"].Replace('+', 'x')).Port, Port("gateway", "http"));
    }

    [KubectlFact]
    public void The_schema_job_needs_no_setting_but_the_database()
    {
        var container = Container("schema");
        var reader = new SettingsReader(Configuration(Trial.Variables(container)));
        Assert.NotNull(ClusterSettings.Read(reader).Postgres);
        reader.ThrowIfFaulty();
        Assert.Empty(reader.Strangers());
        Assert.Equal(["schema"], ((YamlSequenceNode)container.At("args")!).Select(word => word.ToString()));
    }

    [KubectlFact]
    public void Pods_have_more_time_to_end_than_their_programs_take()
    {
        var silo = SiloSettings.Read(Configuration(Trial.Variables(Container("silo"))), development: false, out _);
        Assert.True(Grace("silo") > silo.Shutdown);
        var gateway = GatewaySettings.Read(Configuration(Trial.Variables(Container("gateway"))), development: false, out _);
        Assert.True(Grace("gateway") > gateway.RetryWindow);
    }

    private static IConfiguration Configuration(Dictionary<string, string> variables) =>
        new ConfigurationBuilder().AddDefectVariables(variables).Build();

    private static YamlMappingNode Container(string name) =>
        Trial.Pods.SelectMany(pod => pod.Pod.List("spec", "containers")).Single(container => container.Text("name") == name);

    private static int Port(string container, string name) => int.Parse(
        Container(container).List("ports").Single(port => port.Text("name") == name).Text("containerPort")!,
        System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan Grace(string name) => TimeSpan.FromSeconds(int.Parse(
        Trial.Pods.Single(pod => pod.Name == name).Pod.Text("spec", "terminationGracePeriodSeconds")!,
        System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>A test of what kubectl renders.</summary>
internal sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute() => Skip = Manifests.SkipReason;
}
