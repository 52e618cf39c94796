namespace DefectOrleans.ClusterTests.Host;

/// <summary>A start at which nothing is wrong.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class QuietStartTests(PostgresServer postgres)
{
    [PostgresFact]
    public async Task Silos_and_gateway_warn_of_nothing()
    {
        // All settings of the page are in the environment of all programs, as on one machine.
        using var cluster = await ClusterUnderTest.Start(postgres, "quiet");
        Assert.Empty(await cluster.Api.Books(default));
        Assert.Equal(0, await cluster.Gateway.Terminate());
        Assert.Equal(0, await cluster.Terminate(0));
        Assert.Equal(0, await cluster.Terminate(1));
        var lines = cluster.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        Assert.Contains(lines, line => line.Contains(" info: "));
        // Orleans' scheduler rightly warns of a machine that leaves its programs no time, as one that does more than this test.
        Assert.DoesNotContain(lines, line => !line.Contains(" info: ") && !line.Contains(" warn: Orleans.Runtime.Scheduler"));
    }
}
