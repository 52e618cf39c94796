using System.Text.RegularExpressions;
using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Web;
using YamlDotNet.RepresentationModel;

namespace DefectOrleans.ClusterTests.Kubernetes;

/// <summary>The manifests against each other and against what the programs show.</summary>
public sealed partial class ManifestTests
{
    private const string Component = "app.kubernetes.io/component";
    private static readonly string[] ProbeNames = ["startupProbe", "livenessProbe", "readinessProbe"];
    private static readonly Manifests Trial = Manifests.Read();

    [Fact]
    public void Every_selector_finds_the_pods_of_one_program()
    {
        var components = Trial.Pods.Select(pod => pod.Pod.Text("metadata", "labels", Component)!).ToList();
        Assert.Equal(["gateway", "postgres", "schema", "silo"], components.Order());
        var selected = Trial.Objects.SelectMany(Selected).ToList();
        Assert.NotEmpty(selected);
        Assert.All(selected, component => Assert.Contains(component, components));
    }

    [Fact]
    public void Services_and_probes_lead_to_ports_that_their_containers_name()
    {
        foreach (var service in Trial.OfKind("Service"))
        {
            var pod = Trial.Pods.Single(p =>
                p.Pod.Text("metadata", "labels", Component) == service.Text("spec", "selector", Component)).Pod;
            var names = pod.List("spec", "containers").SelectMany(c => c.List("ports")).Select(port => port.Text("name"));
            Assert.All(
                service.List("spec", "ports"), port => Assert.Contains(port.Text("targetPort") ?? port.Text("name"), names));
        }
        foreach (var (container, probe) in HttpProbes())
            Assert.Contains(probe.Text("port"), container.List("ports").Select(port => port.Text("name")));
    }

    [Fact]
    public void Silo_and_gateway_are_asked_each_probe_under_its_path()
    {
        foreach (var name in new[] { "gateway", "silo" })
        {
            var container = Trial.Pods.Single(pod => pod.Name == name).Pod.List("spec", "containers").Single();
            Assert.Equal(
                [Probes.StartupPath, Probes.LivePath, Probes.ReadyPath],
                ProbeNames.Select(probe => container.Text(probe, "httpGet", "path")));
        }
    }

    [Fact]
    public void Only_silos_and_gateways_reach_the_ports_of_silos()
    {
        Assert.Empty(((YamlMappingNode)Trial.Named("NetworkPolicy", "nobody").At("spec", "podSelector")!).Children);
        var policy = Trial.Named("NetworkPolicy", "silo");
        Assert.Equal("silo", policy.Text("spec", "podSelector", "matchLabels", Component));
        var allowed =
            from rule in policy.List("spec", "ingress")
            from port in rule.List("ports")
            from source in rule.List("from")
            select (Port: port.Text("port"), From: source.Text("podSelector", "matchLabels", Component)
                ?? source.Text("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name"));
        Assert.Equal([("11111", "silo"), ("30000", "gateway"), ("30000", "silo"), ("8080", "monitoring")], allowed.Order());
    }

    [Fact]
    public void Secrets_that_pods_ask_for_stand_in_the_template()
    {
        var template = Manifests.Documents(File.ReadAllText(Path.Combine(Manifests.Folder, "base", "secrets.template.yaml")));
        var names = template.Select(secret => secret.Text("metadata", "name")!).ToList();
        var asked = Trial.Pods.Where(pod => pod.Name != "postgres").SelectMany(pod => pod.Pod.List("spec", "containers"))
            .SelectMany(container => container
                .List("env").Select(v => v.Text("valueFrom", "secretKeyRef", "name"))
                .Concat(container.List("envFrom").Select(v => v.Text("secretRef", "name")))).OfType<string>();
        Assert.All(asked, name => Assert.Contains(GeneratedSuffix().Replace(name, ""), names));
        Assert.All(
            template.SelectMany(secret => ((YamlMappingNode)secret.At("stringData")!).Children.Keys).Select(key => key.ToString())
                .Where(key => key != "connection"),
            key => Assert.StartsWith(EnvironmentSettings.Prefix, key, StringComparison.Ordinal));
    }

    [Fact]
    public void No_pod_has_a_token_and_none_runs_as_root() => Assert.All(Trial.Pods, pod =>
    {
        Assert.Equal("false", pod.Pod.Text("spec", "automountServiceAccountToken"));
        Assert.Equal("true", pod.Pod.Text("spec", "securityContext", "runAsNonRoot"));
        Assert.All(
            pod.Pod.List("spec", "containers"), container => Assert.NotNull(container.At("resources", "limits", "memory")));
    });

    [Fact]
    public void Alerts_ask_for_metrics_that_the_program_measures()
    {
        using var metrics = new SiloMetrics();
        var measured = metrics.Instruments.Select(instrument => instrument.Name.Replace('.', '_')).ToList();
        var asked = OwnMetric().Matches(File.ReadAllText(Path.Combine(Manifests.Folder, "alerts.yaml")))
            .Select(match => match.Value).Distinct().ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, metric => Assert.Contains(measured, name => metric.StartsWith(name, StringComparison.Ordinal)));
    }

    private static IEnumerable<(YamlMappingNode Container, YamlNode Probe)> HttpProbes() =>
        from pod in Trial.Pods
        from container in pod.Pod.List("spec", "containers")
        from name in ProbeNames
        let probe = container.At(name, "httpGet")
        where probe is not null
        select (container, probe);

    private static IEnumerable<string> Selected(YamlMappingNode o) => new[]
    {
        o.Text("spec", "selector", Component),
        o.Text("spec", "selector", "matchLabels", Component),
        o.Text("spec", "podSelector", "matchLabels", Component),
    }.OfType<string>();

    // kubectl ends the names of generated objects with a hash.
    [GeneratedRegex("-[a-z0-9]{10}$")]
    private static partial Regex GeneratedSuffix();

    [GeneratedRegex("defects_[a-z_]+")]
    private static partial Regex OwnMetric();
}
