using DefectOrleans.Engine;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Tests.Segvae.Network;
using DefectOrleans.Torch;
using TorchSharp;

namespace DefectOrleans.TorchTests;

public class NetworkBackendsTests
{
    [LibtorchFact]
    public void The_engine_finds_the_backend_by_its_name()
    {
        using var managed = Networks.Trained(Batches.Small);

        var backend = NetworkBackends.Load("DefectOrleans.Torch");
        using var network = backend.Read(new MemoryStream(Networks.Bytes(managed)), "cpu", threads: 1);

        Assert.Equal("torch", backend.Name);
        Assert.IsType<TorchNetwork>(network);
        Assert.Equal(Networks.Bytes(managed), Networks.Bytes(network));
    }

    [LibtorchFact]
    public void A_backend_in_a_file_of_its_own_speaks_of_the_engines_types()
    {
        string path = typeof(TorchBackend).Assembly.Location;

        var type = new PluginContext(path).LoadFromAssemblyPath(path).GetType(typeof(TorchBackend).FullName!)!;

        Assert.NotEqual(typeof(TorchBackend), type);
        var backend = Assert.IsAssignableFrom<INetworkBackend>(Activator.CreateInstance(type));
        using var managed = Networks.Trained(Batches.Small);
        using var network = backend.Read(new MemoryStream(Networks.Bytes(managed)), "cpu", threads: 1);
        Assert.Equal(Batches.Small, network.Shape);
    }

    [Fact]
    public void A_backend_that_is_not_there_says_how_to_make_it()
    {
        string message = Assert.Throws<InputException>(() => NetworkBackends.Load("DefectOrleans.Nowhere")).Message;

        Assert.Contains(Path.Combine("torch", "DefectOrleans.Nowhere.dll") + " is missing", message);
        Assert.Contains("dotnet build grains/DefectOrleans.Nowhere", message);
        Assert.Contains("package TorchSharp", message);
        Assert.DoesNotContain('\n', message);
    }

    [LibtorchTheory]
    [InlineData("managed", typeof(ManagedNetwork))]
    [InlineData("torch", typeof(TorchNetwork))]
    public void Each_network_starts_from_the_shipped_weights(string name, Type type)
    {
        var open = NetworkBackends.Open(name);

        using IFormulaNetwork one = open(), other = open(), shipped = PretrainedNetwork.Load();

        Assert.IsType(type, one);
        Assert.NotSame(one, other);
        Assert.Equal(Networks.Bytes(shipped), Networks.Bytes(one));
    }

    [LibtorchTheory]
    [InlineData("cublas")]
    [InlineData("torch:tpu")]
    public void An_unknown_network_is_refused_by_name(string network)
    {
        Assert.Contains(
            $"network '{network}'; expected one of managed, torch, torch:cuda",
            Assert.Throws<InputException>(() => NetworkBackends.Open(network)).Message);
        Assert.Contains(
            $"network '{network}'",
            Assert.Throws<InputException>(() => new DiscoveryOptions { Epochs = 1, Network = network }.Validate()).Message);
    }

    [LibtorchFact]
    public void A_gpu_is_used_where_there_is_one_and_refused_where_there_is_none()
    {
        using var managed = Networks.Trained(Batches.Small);
        var file = new MemoryStream(Networks.Bytes(managed));
        if (torch.cuda.is_available())
        {
            using var network = new TorchBackend().Read(file, "cuda", threads: 1);
            Assert.Equal(Networks.Bytes(managed), Networks.Bytes(network));
            return;
        }

        string message = Assert.Throws<InputException>(() => new TorchBackend().Read(file, "cuda", threads: 1)).Message;
        Assert.Contains("finds no CUDA device; expected an NVIDIA GPU", message);
        Assert.Contains("--network torch runs on the CPU", message);
        Assert.Equal(message, Assert.Throws<InputException>(() => NetworkBackends.Open("torch:cuda")).Message);
    }

    [Fact]
    public void A_device_that_is_neither_is_refused() =>
        Assert.Contains("expected cpu or cuda", Assert.Throws<InputException>(() => new TorchBackend().Require("tpu")).Message);
}
