namespace DefectOrleans.ClusterTests.Host;

/// <summary>
/// Settings and servers that a silo or gateway can't start with: exit code 2, a line for each fault, nothing else.
/// </summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class StartFaultsTests(PostgresServer postgres)
{
    private const string Nobody = "Host=127.0.0.1;Port=1;Database=d;Username=u;Timeout=2";

    private string? _besideRedis;

    /// <summary>Program, its settings, and what it says; settings are parted by blanks and what is said by bars.</summary>
    public static TheoryData<string, string, string> Faulty => new()
    {
        {
            Built.Silo,
            "CLUSTERING=paper SILO_PORT=70000 CORES=0",
            "DEFECTS_CLUSTERING: 'paper'|DEFECTS_SILO_PORT: |DEFECTS_CORES: "
        },
        { Built.Silo, "CLUSTERING=postgresql", "DEFECTS_POSTGRES: not set" },
        { Built.Silo, "POSTGRES=Host=h;Port=many", "DEFECTS_POSTGRES: not a connection string" },
        { Built.Silo, "REDIS=localhost CORES=0", "DEFECTS_REDIS: set, but clustering is Localhost|DEFECTS_CORES: " },
        {
            Built.Silo,
            $"CLUSTERING=redis REDIS=localhost,sofa=red POSTGRES={Nobody} CORES=0",
            "DEFECTS_REDIS: not a connection string|'sofa'|DEFECTS_CORES: "
        },
        {
            Built.Silo,
            $"CLUSTERING=postgresql POSTGRES={Nobody} PRIMARY_SILO_PORT=11111",
            "DEFECTS_PRIMARY_SILO_PORT: set beside clustering in PostgreSql"
        },
        { Built.Silo, $"CLUSTERING=postgresql POSTGRES={Nobody} STORAGE=memory", "DEFECTS_STORAGE: memory" },
        { Built.Silo, "SILO_PORT=4000 GATEWAY_PORT=4000", "DEFECTS_GATEWAY_PORT: 4000, the silo port too" },
        { Built.Silo, "SILO_PORT=4000 URLS=http://127.0.0.1:4000", "DEFECTS_URLS: port 4000" },
        { Built.Silo, "URLS=nonsense", "DEFECTS_URLS: 'nonsense'" },
        {
            Built.Silo,
            "SHUTDOWN_SECONDS=10 CHECKPOINT_SECONDS=20",
            "DEFECTS_SHUTDOWN_SECONDS: 10, less than DEFECTS_CHECKPOINT_SECONDS (20)"
        },
        { Built.Silo, "OTLP_ENDPOINT=collector:4317", "DEFECTS_OTLP_ENDPOINT: 'collector:4317'" },
        {
            Built.Silo,
            "CHECKPOINT_SECOND=5 DASHBORD_KEY=x",
            "DEFECTS_CHECKPOINT_SECOND: no setting; DEFECTS_CHECKPOINT_SECONDS was meant?|DEFECTS_DASHBOARD_KEY was meant?"
        },
        { Built.Silo, $"CLUSTERING=postgresql POSTGRES={Nobody} ADDRESS=0.0.0.0", "DEFECTS_ADDRESS: 0.0.0.0" },
        { Built.Silo, $"CLUSTERING=postgresql POSTGRES={Nobody}", "PostgreSQL does not answer at 127.0.0.1:1" },
        { Built.Gateway, "CLUSTERING=paper RETRY_SECONDS=never", "DEFECTS_CLUSTERING: 'paper'|DEFECTS_RETRY_SECONDS: " },
        { Built.Gateway, "CLUSTERING=postgresql POSTGRES=no_such_words", "DEFECTS_POSTGRES: not a connection string" },
        { Built.Gateway, "CLUSTERING=redis REDIS=localhost,sofa=red", "DEFECTS_REDIS: not a connection string" },
        {
            Built.Gateway,
            $"CLUSTERING=postgresql POSTGRES={Nobody} GATEWAY_PORTS=30000",
            "DEFECTS_GATEWAY_PORTS: set beside clustering in PostgreSql"
        },
        { Built.Gateway, "GATEWAY_PORTS=,", "DEFECTS_GATEWAY_PORTS: names no port" },
        { Built.Gateway, "API__STRUCTURES=many URLS=::", "DEFECTS_API__STRUCTURES: 'many'|DEFECTS_URLS: '::'" },
        { Built.Gateway, "API__STRUCTURES=0", "Api:Structures is 0" },
        { Built.Gateway, "RETRY_SECOND=5", "DEFECTS_RETRY_SECOND: no setting; DEFECTS_RETRY_SECONDS was meant?" },
    };

    /// <summary>What is done to a database with its tables and to its user, and what a silo says of it.</summary>
    public static TheoryData<string, string> Databases => new()
    {
        {
            "DROP TABLE DefectsSchema, OrleansQuery, OrleansStorage, OrleansMembershipTable, OrleansMembershipVersionTable",
            "command 'schema'"
        },
        { "DROP TABLE OrleansStorage", "table OrleansStorage is missing" },
        { "UPDATE DefectsSchema SET Version = 7", "schema is version 7, this program needs 2" },
        {
            "REVOKE INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public FROM worker",
            "user 'worker' lacks INSERT, UPDATE, DELETE ON OrleansStorage; INSERT"
        },
        { "REVOKE DELETE ON OrleansStorage FROM worker", "user 'worker' lacks DELETE ON OrleansStorage; GRANT" },
        {
            "REVOKE UPDATE ON OrleansMembershipVersionTable FROM worker",
            "user 'worker' lacks UPDATE ON OrleansMembershipVersionTable; GRANT"
        },
        { "REVOKE SELECT ON OrleansQuery FROM worker", "user 'worker' lacks SELECT ON OrleansQuery; GRANT" },
        { "REVOKE SELECT ON DefectsSchema FROM worker", "user 'worker' lacks SELECT ON DefectsSchema; GRANT" },
        { "ALTER ROLE worker SET default_transaction_read_only = on", "the database is read-only" },
        { "ALTER ROLE worker CONNECTION LIMIT 0", "takes no more connections" },
        { "ALTER ROLE worker NOLOGIN", "refuses user 'worker'" },
        // The server's own answer to what its version is.
        {
            "CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT CASE $1 WHEN "
            + "'server_version_num' "
            + "THEN '120022' ELSE pg_catalog.current_setting($1) END $$; ALTER ROLE worker SET search_path = public, pg_catalog",
            "is version 12; DefectOrleans needs 13 or later"
        },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task Faulty_settings_are_told(string program, string settings, string said)
    {
        var development = new Dictionary<string, string> { ["DOTNET_ENVIRONMENT"] = "Development" };
        foreach (var setting in settings.Split(' '))
            development[$"DEFECTS_{setting[..setting.IndexOf('=')]}"] = setting[(setting.IndexOf('=') + 1)..];
        await Refused(program, development, said);
    }

    [PostgresTheory]
    [MemberData(nameof(Databases))]
    public async Task A_database_that_a_silo_cannot_work_with_is_told(string done, string said)
    {
        // Roles are the server's, and each case is made on one of its own.
        var number = Databases.Select((row, at) => (row, at)).Single(row => (string)row.row[0] == done).at;
        var (name, user) = ($"faulty_{number}", $"worker_{number}");
        await Made(name);
        postgres.Execute(name, $"CREATE ROLE {user} LOGIN; GRANT ALL ON ALL TABLES IN SCHEMA public TO {user}");
        postgres.Execute(name, done.Replace("worker", user));

        var settings = Settings(postgres.Connection(name, user));
        await Refused(Built.Silo, settings, said.Replace("'worker'", $"'{user}'"));
        await Refused(Built.Silo, settings, said.Replace("'worker'", $"'{user}'"), "schema", "--check");
    }

    [PostgresFact]
    public async Task A_wrong_password_is_told_and_not_repeated()
    {
        postgres.Create("guarded");
        postgres.Execute("guarded", $"CREATE ROLE {PostgresServer.Guarded} LOGIN PASSWORD 'right'");
        var told = await Refused(
            Built.Silo, Settings(postgres.Connection("guarded", PostgresServer.Guarded) + ";Password=wrong-one"),
            "refuses user 'guarded'");
        Assert.DoesNotContain("wrong-one", told);
    }

    [RedisFact]
    public async Task A_Redis_that_a_silo_cannot_work_with_is_told()
    {
        await Redis("127.0.0.1:1", "Redis does not answer at 127.0.0.1:1");
        using var main = await RedisServer.Start();
        using var guarded = await RedisServer.Start("--requirepass", "right-one");
        await Redis(guarded.Connection, "NOAUTH");
        await Redis($"{guarded.Connection},password=wrong-one", "WRONGPASS");
        using var full = await RedisServer.Start("--maxmemory", "1");
        await Redis(full.Connection, "Redis is full");
        using var replica = await RedisServer.Start(
            "--replicaof", "127.0.0.1 " + main.Connection.Split(':')[1], "--replica-serve-stale-data", "yes");
        await Redis(replica.Connection, "name the primary server");
        using var lonely = await RedisServer.Start("--min-replicas-to-write", "1");
        await Redis(lonely.Connection, "NOREPLICAS");
    }

    private async Task Redis(string redis, string said)
    {
        var settings = Settings(_besideRedis ??= await Made("faulty_redis"));
        settings["DEFECTS_CLUSTERING"] = "redis";
        settings["DEFECTS_REDIS"] = redis;
        Assert.DoesNotContain("-one", await Refused(Built.Silo, settings, said));
    }

    private async Task<string> Made(string database)
    {
        var connection = postgres.Create(database);
        var (code, output) = await ProgramUnderTest.Run(Built.Silo, Settings(connection), "schema");
        Assert.True(code == 0, output);
        return connection;
    }

    private static Dictionary<string, string> Settings(string connection) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development", ["DEFECTS_CLUSTERING"] = "postgresql", ["DEFECTS_POSTGRES"] = connection,
        ["DEFECTS_SILO_PORT"] = $"{FreePort.Next()}", ["DEFECTS_GATEWAY_PORT"] = $"{FreePort.Next()}",
    };

    private static async Task<string> Refused(
        string program, Dictionary<string, string> settings, string said, params string[] words)
    {
        var (code, output) = await ProgramUnderTest.Run(program, settings, words);
        Assert.True(code == 2, $"expected exit code 2, was {code}: {output}");
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal($"{program} can't start:", lines[0]);
        Assert.All(lines[1..], line => Assert.StartsWith("  ", line));
        Assert.DoesNotContain("   at ", output);
        Assert.All(said.Split('|'), part => Assert.Contains(part, output));
        return output;
    }
}
