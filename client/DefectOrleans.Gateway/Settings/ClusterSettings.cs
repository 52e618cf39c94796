namespace DefectOrleans.Gateway.Settings;

/// <summary>Where silos and gateways find each other.</summary>
public enum Clustering
{
    /// <summary>On this machine, by port.</summary>
    Localhost,

    /// <summary>In a table of a PostgreSQL database.</summary>
    PostgreSql,

    /// <summary>In Redis.</summary>
    Redis,
}

/// <summary>What silos and gateways of one cluster have in common.</summary>
public sealed record ClusterSettings
{
    /// <summary>Where they find each other.</summary>
    public required Clustering Clustering { get; init; }

    /// <summary>Npgsql's connection string; null without PostgreSQL.</summary>
    public string? Postgres { get; init; }

    /// <summary>StackExchange.Redis' connection string; null without Redis.</summary>
    public string? Redis { get; init; }

    /// <summary>Silos of one cluster id form one cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>State is kept under this id: it outlives clusters.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Reads them.</summary>
    public static ClusterSettings Read(SettingsReader reader)
    {
        var settings = new ClusterSettings
        {
            Clustering = reader.Choice(nameof(Clustering), Clustering.Localhost),
            Postgres = reader.Text(nameof(Postgres)),
            Redis = reader.Text(nameof(Redis)),
            ClusterId = reader.Text(nameof(ClusterId)) ?? "defects",
            ServiceId = reader.Text(nameof(ServiceId)) ?? "defects",
        };
        if (settings is { Clustering: Clustering.PostgreSql, Postgres: null })
            reader.Fault(
                nameof(Postgres),
                "not set; clustering in PostgreSQL needs a connection string such as "
                    + "Host=localhost;Database=defects;Username=defects");
        if (settings is { Clustering: Clustering.Redis, Redis: null })
            reader.Fault(nameof(Redis), "not set; clustering in Redis needs a connection string such as localhost:6379");
        if (settings.Postgres is { } connection && FaultOf(connection) is { } fault)
            reader.Fault(nameof(Postgres), fault);
        if (settings.Redis is { } redis && FaultOfRedis(redis) is { } ofRedis)
            reader.Fault(nameof(Redis), ofRedis);
        return settings;
    }

    /// <summary>Names settings that don't go together: who set them expects what does not happen.</summary>
    public void NameContradictions(SettingsReader reader)
    {
        if (Redis is not null && Clustering != Clustering.Redis)
            reader.Fault(nameof(Redis), $"set, but clustering is {Clustering}; set DEFECTS_CLUSTERING=redis, or take it away");
    }

    private static string? FaultOf(string connection)
    {
        try
        {
            var parts = new Npgsql.NpgsqlConnectionStringBuilder(connection);
            return string.IsNullOrEmpty(parts.Host) || string.IsNullOrEmpty(parts.Database)
                ? "names no host or no database; expected such as Host=localhost;Database=defects;Username=defects"
                : null;
        }
        catch (ArgumentException e)
        {
            // The message names the faulty word, never a password.
            return $"not a connection string ({e.Message.ReplaceLineEndings(" ")}); expected such as "
                + "Host=localhost;Database=defects;Username=defects";
        }
    }

    private static string? FaultOfRedis(string connection)
    {
        try
        {
            return StackExchange.Redis.ConfigurationOptions.Parse(connection).EndPoints.Count == 0
                ? "names no host; expected such as localhost:6379"
                : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return $"not a connection string ({e.Message.ReplaceLineEndings(" ")}); expected such as localhost:6379,password=…";
        }
    }
}
