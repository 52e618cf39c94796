using System.Reflection;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Networks by the name that stands on the command line.</summary>
public static class NetworkBackends
{
    /// <summary>The engine's own network.</summary>
    public const string Managed = "managed";

    /// <summary>All that may be asked for; what stands after the colon is the device.</summary>
    public static IReadOnlyList<string> Names { get; } = [Managed, "torch", "torch:cuda"];

    /// <summary>Makes copies of the shipped pretrained network.</summary>
    /// <param name="network">One of <see cref="Names"/>.</param>
    /// <param name="threads">Most threads that each copy uses.</param>
    /// <exception cref="InputException">No such network, or it cannot run on this machine.</exception>
    public static Func<IFormulaNetwork> Open(string network, int threads = 1)
    {
        var read = Reader(network, threads);
        return () => read(PretrainedNetwork.Weights());
    }

    /// <summary>Reads what a network of any backend wrote.</summary>
    /// <param name="network">One of <see cref="Names"/>.</param>
    /// <param name="threads">Most threads that each network uses.</param>
    /// <exception cref="InputException">No such network, or it cannot run on this machine.</exception>
    public static Func<Stream, IFormulaNetwork> Reader(string network, int threads = 1)
    {
        if (!Names.Contains(network))
            throw new InputException($"network '{network}'; expected one of {string.Join(", ", Names)}");
        if (network == Managed)
            return stream => ManagedNetwork.Read(stream, threads);
        string device = network.EndsWith(":cuda", StringComparison.Ordinal) ? "cuda" : "cpu";
        var backend = Load("DefectOrleans.Torch");
        backend.Require(device);
        return stream => backend.Read(stream, device, threads);
    }

    /// <summary>
    /// The backend in an assembly that is part of the program, or stands with all it needs in its folder <c>torch</c>.
    /// </summary>
    /// <param name="assembly">Its name, which its project in <c>grains</c> has too.</param>
    /// <exception cref="InputException">It is not there.</exception>
    internal static INetworkBackend Load(string assembly)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "torch");
        var type = Find(assembly, Path.Combine(folder, $"{assembly}.dll")).GetExportedTypes()
            .Single(t => t.IsClass && t.IsAssignableTo(typeof(INetworkBackend)));
        return (INetworkBackend)Activator.CreateInstance(type)!;

        static Assembly Find(string name, string path)
        {
            try
            {
                return Assembly.Load(name);
            }
            catch (FileNotFoundException) when (File.Exists(path))
            {
                return new PluginContext(path).LoadFromAssemblyPath(path);
            }
            catch (FileNotFoundException fault)
            {
                throw new InputException(
                    $"{path} is missing; make it (it needs the package TorchSharp) with: " +
                    $"dotnet build grains/{name} -c Release -o \"{Path.GetDirectoryName(path)}\"", fault);
            }
        }
    }
}
