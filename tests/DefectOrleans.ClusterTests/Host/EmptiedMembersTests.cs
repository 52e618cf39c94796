using DefectOrleans.Silo;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>The table of members loses what it held while silos run.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class EmptiedMembersTests(PostgresServer postgres)
{
    private const string Reason = "no longer in the table of members";

    [RedisFact]
    public async Task Silos_of_a_Redis_that_was_emptied_end_and_those_that_come_are_one_cluster()
    {
        using var redis = await RedisServer.Start();
        using var cluster = await ClusterUnderTest.Start(postgres, "emptied_redis", redis: redis.Connection);
        var emptied = redis.RestartEmpty();
        await EndUnready(cluster, emptied);
        await AreOneAgain(cluster);
    }

    [PostgresTheory]
    [InlineData("DELETE FROM OrleansMembershipTable")]
    [InlineData("DELETE FROM OrleansMembershipTable; DELETE FROM OrleansMembershipVersionTable")]
    public async Task The_same_goes_for_a_table_in_PostgreSQL(string statement)
    {
        using var cluster = await ClusterUnderTest.Start(postgres, $"emptied_{statement.Length}");
        postgres.Execute($"emptied_{statement.Length}", statement);
        await EndUnready(cluster, Task.CompletedTask);
        await AreOneAgain(cluster);
    }

    /// <summary>Each silo is unready and says why, then ends with a code that has it started again.</summary>
    private static async Task EndUnready(ClusterUnderTest cluster, Task emptied)
    {
        for (var number = 0; number < 2; number++)
        {
            var silo = cluster.Silos[number];
            var said = "";
            var first = number == 0;
            await Eventually.Is($"the silo's end:\n{silo.Output}", async () =>
            {
                if (await silo.Text(SiloHost.ReadyPath) is { } text && text.Contains(Reason))
                    said = text;
                return !first || silo.HasEnded;
            }, TimeSpan.FromSeconds(30));
            Assert.Equal(3, await silo.Ended());
            var told = Assert.Single(silo.Output.Split('\n'), line => line.Contains(Reason));
            Assert.Contains("This silo ends with code 3", told);
            if (first)
                Assert.StartsWith("Unhealthy\n", said);
        }
        await emptied;
    }

    /// <summary>Two silos that start again know each other: the dashboard of one shows both.</summary>
    private static async Task AreOneAgain(ClusterUnderTest cluster)
    {
        await Task.WhenAll(cluster.StartSilo(0), cluster.StartSilo(1));
        await cluster.Gateway.IsHealthy(SiloHost.ReadyPath);
        Assert.Empty(await cluster.Api.Books(default));
        await Eventually.Is("two silos in the dashboard", async () =>
            (await cluster.Silos[0].Text("/dashboard/DashboardCounters")).Split("\"siloName\"").Length
                == 3, TimeSpan.FromSeconds(30));
    }
}
