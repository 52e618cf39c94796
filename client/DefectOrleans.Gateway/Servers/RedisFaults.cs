using StackExchange.Redis;

namespace DefectOrleans.Gateway.Servers;

/// <summary>What Redis' faults mean and what to do about them, each in one line and without the password.</summary>
public static class RedisFaults
{
    // How Redis' answers begin, and what to do.
    private static readonly (string Answer, string Advice)[] Answers =
    [
        ("WRONGPASS", "correct user or password in DEFECTS_REDIS"),
        ("NOAUTH", "correct user or password in DEFECTS_REDIS"),
        ("ERR AUTH", "correct user or password in DEFECTS_REDIS"),
        ("ERR invalid password", "correct user or password in DEFECTS_REDIS"),
        ("NOPERM", "give the user the right to read and write the keys of the service"),
        ("READONLY", "name the primary server, not its replica"),
        ("MISCONF", "Redis can't write to its disk; make room, or mend what its log tells"),
        ("OOM", "Redis is full; raise maxmemory, or take out what else it keeps"),
        ("LOADING", "Redis still reads what it kept; start again when it has"),
        ("NOREPLICAS", "Redis waits for its replicas; bring them back"),
    ];

    /// <summary>Explains a fault.</summary>
    /// <param name="fault">What StackExchange.Redis threw.</param>
    /// <param name="connection">The connection string that it was used with.</param>
    /// <returns>Null for what is no fault of a server.</returns>
    public static string? Explain(Exception fault, string connection)
    {
        if (fault is not (RedisException or RedisTimeoutException or TimeoutException))
            return null;
        var server = string.Join(',', ConfigurationOptions.Parse(connection).EndPoints.Select(EndPointCollection.ToString));
        var said = Chain(fault).Select(e => e.Message.ReplaceLineEndings(" ")).ToList();
        foreach (var (answer, advice) in Answers)
        {
            foreach (var line in said)
            {
                if (line.IndexOf(answer, StringComparison.Ordinal) is var at and >= 0)
                    return $"Redis at {server} says: {Sentence(line[at..])}; {advice}";
            }
        }
        if (said.Exists(line => line.Contains("not eligible for replica", StringComparison.Ordinal)))
            return $"Redis at {server} is a replica, where nothing can be written; name the primary server";
        return fault is RedisServerException
            ? $"Redis at {server} says: {Sentence(said[0])}"
            : $"Redis does not answer at {server} ({Reason(fault)}); start it, or correct DEFECTS_REDIS";
    }

    private static IEnumerable<Exception> Chain(Exception fault)
    {
        for (Exception? e = fault; e is not null; e = e.InnerException)
            yield return e;
    }

    // StackExchange.Redis adds its own counters to what it tells.
    private static string Sentence(string text) => text.Split(", inst:")[0].Split(" | ")[0].TrimEnd('.', ' ');

    private static string Reason(Exception fault) => fault switch
    {
        RedisConnectionException { FailureType: ConnectionFailureType.UnableToConnect } => "no connection",
        RedisConnectionException e => $"{e.FailureType}",
        _ => "no answer in time",
    };
}
