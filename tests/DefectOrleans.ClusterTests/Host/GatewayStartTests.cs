using DefectOrleans.Silo;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>A gateway that is up before its servers and silos are: it says what it waits for, and ends when asked.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class GatewayStartTests(PostgresServer postgres)
{
    private const string NoSilo = "no silo of cluster 'defects' is up yet";

    [PostgresFact]
    public async Task What_it_waits_for_is_told_when_it_changes_and_not_at_each_try()
    {
        using var gateway = Start("postgresql", postgres.Connection("gateway_first"));
        await gateway.Says("there is no database 'gateway_first'");
        // It says so before it listens.
        await Eventually.Is(
            "an answer", async () => await gateway.Status(SiloHost.ReadyPath) == 503, TimeSpan.FromMinutes(1));
        await IsUnready(gateway, "there is no database 'gateway_first'");
        Assert.Contains("createdb gateway_first", await gateway.Text(SiloHost.ReadyPath));

        postgres.Create("gateway_first");
        await gateway.Says("has no tables yet");
        await IsUnready(gateway, "command 'schema'");

        var (code, output) = await ProgramUnderTest.Run(
            Built.Silo, Settings("postgresql", postgres.Connection("gateway_first")), "schema");
        Assert.True(code == 0, output);
        await gateway.Says(NoSilo);
        await IsUnready(gateway, NoSilo);

        // Several tries later.
        await Eventually.Is("time", Tries(4), TimeSpan.FromMinutes(1));
        Assert.Equal(0, await gateway.Terminate());
        Assert.Single(Lines(gateway, "there is no database 'gateway_first'"));
        Assert.Single(Lines(gateway, NoSilo));
        Assert.Empty(Lines(gateway, "Could not find any gateway"));
        Assert.Empty(Lines(gateway, "   at "));
        Assert.Empty(Lines(gateway, "fail: "));
    }

    [PostgresTheory]
    [InlineData("Host=127.0.0.1;Port=1;Database=d;Username=u;Timeout=2", "PostgreSQL does not answer at 127.0.0.1:1")]
    [InlineData("stranger", "refuses user 'stranger'")]
    public async Task A_wrong_server_or_user_is_told_and_the_gateway_ends_when_asked(string connection, string said)
    {
        using var gateway = Start(
            "postgresql", connection.Contains('=') ? connection : postgres.Connection("postgres", connection));
        await gateway.Says(said);
        await Ends(gateway);
    }

    [Fact]
    public async Task A_Redis_that_is_not_there_is_told_and_the_gateway_ends_when_asked()
    {
        using var gateway = Start("redis", postgres: "", redis: "127.0.0.1:1,connectTimeout=1000");
        await gateway.Says("Redis does not answer at 127.0.0.1:1");
        await Ends(gateway);
    }

    [Fact]
    public async Task Without_a_silo_on_this_machine_the_gateway_says_so_and_ends_when_asked()
    {
        using var gateway = Start("localhost", postgres: "");
        await gateway.Says("Not connected: ");
        await Ends(gateway);
    }

    private static async Task Ends(ProgramUnderTest gateway)
    {
        Assert.Equal(0, await gateway.Terminate());
        Assert.DoesNotContain("   at ", gateway.Output);
        Assert.DoesNotContain("Unhandled", gateway.Output);
    }

    private static async Task IsUnready(ProgramUnderTest gateway, string why)
    {
        Assert.Equal(503, await gateway.Status(SiloHost.ReadyPath));
        Assert.Contains(why, await gateway.Text(SiloHost.ReadyPath));
    }

    private static Func<Task<bool>> Tries(int tries)
    {
        var until = TimeProvider.System.GetTimestamp();
        return () => Task.FromResult(TimeProvider.System.GetElapsedTime(until) > tries * TimeSpan.FromSeconds(2));
    }

    private static IEnumerable<string> Lines(ProgramUnderTest program, string text) =>
        program.Output.Split('\n').Where(line => line.Contains(text));

    private static ProgramUnderTest Start(string clustering, string postgres, string redis = "") =>
        ProgramUnderTest.Start(Built.Gateway, Settings(clustering, postgres, redis));

    private static Dictionary<string, string> Settings(string clustering, string postgres, string redis = "") => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development", ["DEFECTS_CLUSTERING"] = clustering, ["DEFECTS_POSTGRES"] = postgres,
        ["DEFECTS_REDIS"] = redis,
        ["DEFECTS_GATEWAY_PORTS"] = clustering == "localhost" ? $"{FreePort.Next()}" : "",
    };
}
