using Npgsql;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>A PostgreSQL server on loopback, in a temporary folder, for as long as the tests that share it.</summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>A user whom the server asks for a password.</summary>
    public const string Guarded = "guarded";

    // PostgreSQL does not run as root; Debian's package makes this user.
    private const string OtherUser = "postgres";

    private readonly string _folder = Directory.CreateTempSubdirectory("defects-postgres-").FullName;
    private readonly int _port = FreePort.Next();
    private bool _runs;

    public PostgresServer()
    {
        if (PostgresPrograms.SkipReason is not null)
            return;
        if (IsRoot)
            Programs.Run("chown", OtherUser, _folder);
        Run("initdb", "-D", Data, "-A", "trust", "-U", OtherUser, "-E", "UTF8", "--no-sync");
        // Of all users this one alone needs a password.
        var rules = Path.Combine(Data, "pg_hba.conf");
        File.WriteAllText(rules, $"host all {Guarded} all scram-sha-256\n{File.ReadAllText(rules)}");
        Start();
    }

    private static bool IsRoot => Environment.UserName == "root";

    private string Data => Path.Combine(_folder, "data");

    /// <summary>The connection string of a database that may or may not exist.</summary>
    public string Connection(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username={OtherUser};Timeout=5";

    /// <summary>The same as another user.</summary>
    public string Connection(string database, string user) =>
        Connection(database).Replace($"Username={OtherUser}", $"Username={user}");

    /// <summary>Makes a database.</summary>
    /// <returns>Its connection string.</returns>
    public string Create(string database)
    {
        Execute(OtherUser, $"CREATE DATABASE \"{database}\"");
        return Connection(database);
    }

    /// <summary>Starts the server again, which has been stopped.</summary>
    public void Start()
    {
        // No disk: what the system holds for a program outlives the program, however it ended.
        Run("pg_ctl", "start", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=300");
        _runs = true;
    }

    /// <summary>Stops the server as a crash does, or in order; either way at once, whoever is connected.</summary>
    public void Stop(bool inOrder = false)
    {
        _runs = false;
        Run("pg_ctl", "stop", "-D", Data, "-w", "-m", inOrder ? "fast" : "immediate");
    }

    /// <summary>Stops the server's processes where they are: it takes connections and does nothing.</summary>
    public void Freeze() => Signal("-STOP");

    /// <summary>Lets a frozen server go on.</summary>
    public void Thaw() => Signal("-CONT");

    /// <summary>Runs a statement.</summary>
    public void Execute(string database, string statement)
    {
        using var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Asks for one value.</summary>
    public async Task<T> Ask<T>(string database, string statement, params (string Name, object? Value)[] parameters)
    {
        await using var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose()
    {
        if (PostgresPrograms.SkipReason is not null)
            return;
        if (_runs)
            Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private void Signal(string signal)
    {
        var server = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        Programs.Run("kill", signal, server);
        Programs.Run("pkill", signal, "--parent", server);
    }

    private static void Run(string program, params IEnumerable<string> words)
    {
        var path = Path.Combine(PostgresPrograms.Folder, program);
        if (IsRoot)
            Programs.Run("runuser", ["-u", OtherUser, "--", path, .. words]);
        else
            Programs.Run(path, words);
    }
}
