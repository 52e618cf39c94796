using DefectOrleans.Engine;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

public class NetworkFileTests
{
    [Fact]
    public void A_network_read_back_goes_on_as_the_one_written()
    {
        byte[] tokens = Batches.Random(Batches.Small, 40, seed: 1);
        using var network = Trained(tokens);
        using var copy = ManagedNetwork.Read(new MemoryStream(Bytes(network)));

        for (ulong seed = 0; seed < 3; seed++)
            Assert.Equal(network.Train(tokens, 40, new(), seed), copy.Train(tokens, 40, new(), seed));
        byte[] samples = new byte[100 * Batches.Small.Steps], copied = new byte[samples.Length];
        network.Sample(samples, 100, null, seed: 5);
        copy.Sample(copied, 100, null, seed: 5);
        Assert.Equal(samples, copied);
        Assert.Equal(Bytes(network), Bytes(copy));
    }

    [Fact]
    public void Half_precision_keeps_the_loss()
    {
        byte[] tokens = Batches.Random(Batches.Small, 40, seed: 1);
        using var network = Trained(tokens);
        using var stream = new MemoryStream();
        network.WriteHalfPrecision(stream);
        stream.Position = 0;
        using var copy = ManagedNetwork.Read(stream);

        Assert.Equal(network.Evaluate(tokens, 40, seed: 6).CrossEntropy, copy.Evaluate(tokens, 40, seed: 6).CrossEntropy, 0.01);
    }

    [Theory]
    [InlineData(true, 6_000_000)]
    [InlineData(false, 2_000_000)]
    public void The_published_size_stays_small_on_disk(bool withOptimizer, int most)
    {
        using var network = ManagedNetwork.Create(new(), seed: 1);
        using var stream = new MemoryStream();

        network.Write(stream, withOptimizer);

        Assert.InRange(stream.Length, 1, most);
    }

    [Fact]
    public void Reading_stops_where_the_network_ends()
    {
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);
        byte[] bytes = Bytes(network);
        using var stream = new MemoryStream([.. bytes, 1, 2, 3]);

        ManagedNetwork.Read(stream).Dispose();

        Assert.Equal(bytes.Length, stream.Position);
    }

    [Theory]
    [InlineData(0, "does not start with SEGVAE")]
    [InlineData(7, "version")]
    [InlineData(8, "tokens")]
    [InlineData(28, "content")]
    [InlineData(100, "checksum")]
    [InlineData(-1, "checksum")]
    public void A_damaged_file_says_what_was_expected(int at, string message)
    {
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);
        byte[] bytes = Bytes(network);
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x5A;

        Assert.Contains(message, Assert.Throws<InputException>(() => ManagedNetwork.Read(new MemoryStream(bytes))).Message);
    }

    [Theory]
    [InlineData(0, "header: 0 bytes where 36")]
    [InlineData(500, "parameters: 464 bytes where")]
    public void A_file_cut_short_says_what_was_expected(int length, string message)
    {
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);

        var fault = Assert.Throws<InputException>(() => ManagedNetwork.Read(new MemoryStream(Bytes(network)[..length])));

        Assert.Contains(message, fault.Message);
    }

    private static ManagedNetwork Trained(byte[] tokens)
    {
        var network = ManagedNetwork.Create(Batches.Small, seed: 1);
        for (ulong seed = 10; seed < 15; seed++)
            network.Train(tokens, 40, new(), seed);
        return network;
    }

    private static byte[] Bytes(ManagedNetwork network)
    {
        using var stream = new MemoryStream();
        network.Write(stream, withOptimizer: true);
        return stream.ToArray();
    }
}
