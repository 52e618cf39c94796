using System.Text;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Tests;
using YamlDotNet.RepresentationModel;

namespace DefectOrleans.ClusterTests.Kubernetes;

/// <summary>
/// The objects of <c>k8s/trial</c>, as kubectl renders them, or as they stand in the files where there is no kubectl.
/// </summary>
internal sealed class Manifests
{
    private const string Lack = "no kubectl in the PATH; install it (Debian: apt-get install kubernetes-client)";

    private Manifests(IReadOnlyList<YamlMappingNode> objects, bool rendered) => (Objects, AreRendered) = (objects, rendered);

    public IReadOnlyList<YamlMappingNode> Objects { get; }

    /// <summary>Whether kubectl made them; else generated objects are not among them.</summary>
    public bool AreRendered { get; }

    public static string Folder => Path.Combine(Built.Root, "k8s");

    /// <summary>Why tests of what kubectl renders are skipped; null where they run.</summary>
    public static string? SkipReason => Requirement.SkipReason(Read() is { AreRendered: true } rendered ? rendered : null, Lack);

    /// <summary>The objects with those that kubectl generates.</summary>
    public static Manifests ReadRendered() =>
        Requirement.Require(Read() is { AreRendered: true } rendered ? rendered : null, Lack);

    public static Manifests Read()
    {
        var text = Rendered();
        if (text is not null)
            return new Manifests(Documents(text), rendered: true);
        var files = Directory.GetFiles(Path.Combine(Folder, "base"), "*.yaml")
            .Concat(Directory.GetFiles(Path.Combine(Folder, "trial"), "*.yaml"))
            .Where(file => Path.GetFileName(file) is not ("kustomization.yaml" or "secrets.template.yaml"));
        return new Manifests([.. files.SelectMany(file => Documents(File.ReadAllText(file)))], rendered: false);
    }

    public static IReadOnlyList<YamlMappingNode> Documents(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return [.. yaml.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()];
    }

    public IEnumerable<YamlMappingNode> OfKind(params string[] kinds) => Objects.Where(o => kinds.Contains(o.Text("kind")));

    public YamlMappingNode Named(string kind, string name) => OfKind(kind).Single(o => o.Text("metadata", "name") == name);

    /// <summary>Pods that silos, gateways and the job start.</summary>
    public IEnumerable<(string Name, YamlMappingNode Pod)> Pods =>
        OfKind("StatefulSet", "Deployment", "Job")
            .Select(o => (o.Text("metadata", "name")!, (YamlMappingNode)o.At("spec", "template")!));

    /// <summary>The variables that a container gets; what Kubernetes knows alone is made up.</summary>
    public Dictionary<string, string> Variables(YamlMappingNode container)
    {
        var variables = new Dictionary<string, string>();
        foreach (var source in container.List("envFrom"))
        {
            var generated = source.Text("configMapRef", "name") is { } map
                ? Named("ConfigMap", map)
                : Named("Secret", source.Text("secretRef", "name")!);
            foreach (var (name, value) in Data(generated))
                variables[name] = value;
        }
        foreach (var variable in container.List("env"))
        {
            variables[variable.Text("name")!] = variable.Text("value")
                ?? (variable.At("valueFrom", "fieldRef") is not null ? "10.1.2.3" : null)
                ?? Data(Named("Secret", variable.Text("valueFrom", "secretKeyRef", "name")!))[
                    variable.Text("valueFrom", "secretKeyRef", "key")!];
        }
        return variables;
    }

    private static Dictionary<string, string> Data(YamlMappingNode o) => ((YamlMappingNode)o.At("data")!).Children.ToDictionary(
        entry => entry.Key.ToString(),
        entry =>
            o.Text("kind") == "Secret"
                ? Encoding.UTF8.GetString(Convert.FromBase64String(entry.Value.ToString()))
                : entry.Value.ToString());

    private static string? Rendered()
    {
        try
        {
            return Programs.Run("kubectl", "kustomize", Path.Combine(Folder, "trial"));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>Ways into YAML.</summary>
internal static class Yaml
{
    public static YamlNode? At(this YamlNode node, params ReadOnlySpan<string> path)
    {
        YamlNode? at = node;
        foreach (var name in path)
            at = at is YamlMappingNode map && map.Children.TryGetValue(name, out var next) ? next : null;
        return at;
    }

    public static string? Text(this YamlNode node, params ReadOnlySpan<string> path) => (node.At(path) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlMappingNode> List(this YamlNode node, params ReadOnlySpan<string> path) =>
        (node.At(path) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? [];
}
