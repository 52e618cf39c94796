namespace DefectOrleans.ClusterTests.Host;

/// <summary>The command <c>schema</c>, and silos on databases that they can't work with.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class SchemaTests(PostgresServer postgres)
{
    private const int BadStart = 2;

    [PostgresFact]
    public async Task The_schema_can_be_applied_twice_and_checked()
    {
        var settings = Settings(postgres.Create("twice"));
        Assert.Contains("can't start", (await Expect(BadStart, settings, "schema", "--check")));
        Assert.Contains("version 2 made", await Expect(0, settings, "schema"));
        Assert.Contains("version 2 renewed", await Expect(0, settings, "schema"));
        Assert.Contains("a silo can start", await Expect(0, settings, "schema", "--check"));
    }

    [PostgresFact]
    public async Task A_missing_database_is_told_with_what_makes_it()
    {
        var told = await Expect(BadStart, Settings(postgres.Connection("nowhere")));
        Assert.Contains("there is no database 'nowhere'", told);
        Assert.Contains("createdb nowhere", told);
    }

    [PostgresFact]
    public async Task A_database_without_tables_is_told_with_the_command_that_makes_them() =>
        Assert.Contains("command 'schema'", await Expect(BadStart, Settings(postgres.Create("empty"))));

    [PostgresFact]
    public async Task A_database_of_a_later_version_is_refused_and_left_as_it_is()
    {
        var settings = Settings(postgres.Create("later"));
        await Expect(0, settings, "schema");
        postgres.Execute("later", "UPDATE DefectsSchema SET Version = 7");
        Assert.Contains("schema is version 7, this program needs 2", await Expect(BadStart, settings));
        Assert.Contains("schema is version 7", await Expect(BadStart, settings, "schema"));
    }

    [PostgresFact]
    public async Task A_read_only_database_is_refused()
    {
        var settings = Settings(postgres.Create("fixed"));
        await Expect(0, settings, "schema");
        postgres.Execute("postgres", "ALTER DATABASE fixed SET default_transaction_read_only = on");
        Assert.Contains("read-only", await Expect(BadStart, settings));
        Assert.Contains("read-only", await Expect(BadStart, settings, "schema"));
    }

    [PostgresFact]
    public async Task The_tables_of_another_program_are_left_alone()
    {
        var settings = Settings(postgres.Create("other"));
        postgres.Execute("other", "CREATE TABLE OrleansQuery (QueryKey text)");
        Assert.Contains("another program", await Expect(BadStart, settings, "schema"));
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once_and_without_a_stack_trace()
    {
        var told = await Expect(BadStart, new Dictionary<string, string>
        {
            ["DEFECTS_CLUSTERING"] = "paper", ["DEFECTS_SILO_PORT"] = "70000", ["DEFECTS_POSTGRES"] = "no such words",
            ["DEFECTS_CORES"] = "0",
        });
        foreach (var fault in new[]
        {
            "DEFECTS_CLUSTERING",
            "DEFECTS_SILO_PORT",
            "DEFECTS_POSTGRES",
            "DEFECTS_CORES",
            "DEFECTS_DASHBOARD_KEY"
        })
            Assert.Contains($"  {fault}: ", told);
        Assert.DoesNotContain("   at ", told);
    }

    private static Dictionary<string, string> Settings(string connection) => new()
    {
        ["DEFECTS_CLUSTERING"] = "postgresql", ["DEFECTS_POSTGRES"] = connection,
        ["DEFECTS_DASHBOARD_KEY"] = "a key of the tests",
    };

    private static async Task<string> Expect(int exitCode, Dictionary<string, string> settings, params string[] words)
    {
        var (code, output) = await ProgramUnderTest.Run(Built.Silo, settings, words);
        Assert.True(code == exitCode, $"expected exit code {exitCode}, was {code}: {output}");
        return output;
    }
}
