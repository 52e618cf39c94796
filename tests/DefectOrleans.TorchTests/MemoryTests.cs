using DefectOrleans.Tests.Segvae.Network;
using TorchSharp;

namespace DefectOrleans.TorchTests;

public class MemoryTests
{
    [LibtorchFact]
    public void A_hundred_steps_leave_no_tensor_behind()
    {
        var shape = Batches.Small;
        byte[] tokens = Batches.Random(shape, 40, seed: 1);
        byte[] samples = new byte[40 * shape.Steps];

        // Nothing of other tests may be freed meanwhile.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;
        var network = Networks.Torch(Networks.Trained(shape));
        Step(0);
        long held = torch.Tensor.TotalCount;

        for (ulong step = 1; step <= 100; step++)
            Step(step);

        Assert.True(held > before);
        Assert.Equal(held, torch.Tensor.TotalCount);
        network.Dispose();
        Assert.Equal(before, torch.Tensor.TotalCount);

        void Step(ulong seed)
        {
            network.Train(tokens, 40, new(), seed);
            network.Sample(samples, 40, null, seed);
            Networks.Bytes(network);
        }
    }
}
