using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class DiscoveryOptionsTests
{
    [Fact]
    public void All_faults_are_named_at_once()
    {
        var message = Fault(new DiscoveryOptions
        {
            Properties = [], Budget = TimeSpan.FromSeconds(-1), Epochs = 0, Islands = 65, Threads = 0, MaxComplexity = 201,
            Network = "brain",
        });

        foreach (var part in (string[])[
            "no property", "either a budget or", "-00:00:01", "0 epochs", "65 islands", "0 threads", "at most 201", "'brain'"
        ])
            Assert.Contains(part, message);
    }

    [Fact]
    public void One_bound_is_needed_and_no_more()
    {
        new DiscoveryOptions { Epochs = 1 }.Validate();
        new DiscoveryOptions { Budget = TimeSpan.FromSeconds(1), Properties = [Property.Homo], Network = "torch" }.Validate();
        Assert.Equal("expected either a budget or a number of epochs", Fault(new DiscoveryOptions()));
        Assert.Equal("expected either a budget or a number of epochs",
            Fault(new DiscoveryOptions { Epochs = 1, Budget = TimeSpan.FromSeconds(1) }));
    }

    private static string Fault(DiscoveryOptions options) => Assert.Throws<InputException>(options.Validate).Message;
}
