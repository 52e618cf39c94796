using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Tests.Segvae.Network;
using DefectOrleans.Torch;

// Counts of live tensors are the process's.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace DefectOrleans.TorchTests;

/// <summary>Networks of both backends with equal weights.</summary>
internal static class Networks
{
    public static NetworkShape Shape(string size) => size switch
    {
        "published" => new(),
        "small" => Batches.Small,
        _ => throw new ArgumentOutOfRangeException(nameof(size)),
    };

    /// <summary>A managed network after a few steps, so that the optimiser has a state.</summary>
    public static ManagedNetwork Trained(NetworkShape shape, int steps = 3)
    {
        var network = ManagedNetwork.Create(shape, seed: 1);
        for (int step = 0; step < steps; step++)
            network.Train(Batches.Random(shape, 40, step), 40, new(), (ulong)step);
        return network;
    }

    public static TorchNetwork Torch(IFormulaNetwork network) => TorchNetwork.Read(new MemoryStream(Bytes(network)));

    public static byte[] Bytes(IFormulaNetwork network, bool withOptimizer = true)
    {
        using var stream = new MemoryStream();
        network.Write(stream, withOptimizer);
        return stream.ToArray();
    }
}
