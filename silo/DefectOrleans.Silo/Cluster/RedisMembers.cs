using DefectOrleans.Gateway.Servers;
using DefectOrleans.Gateway.Settings;
using StackExchange.Redis;

namespace DefectOrleans.Silo.Cluster;

/// <summary>The Redis where silos find each other.</summary>
internal static class RedisMembers
{
    // ms; a server that needs longer is no place for what all silos ask all the time.
    private const int Patience = 5000;

    /// <summary>Checks that a silo can read and write there, by writing what is taken out again.</summary>
    /// <exception cref="SettingsException">It can't; the message says why and what to do.</exception>
    public static async Task Check(ClusterSettings cluster)
    {
        var options = ConfigurationOptions.Parse(cluster.Redis!);
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = Math.Min(options.ConnectTimeout, Patience);
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
            // Beside the key of the members, so that a user with rights to no other keys has them.
#pragma warning disable RS0030 // A key that no other silo tries at the same moment; nothing depends on which.
            RedisKey trial = $"{cluster.ServiceId}/members/{cluster.ClusterId}/{Guid.NewGuid():n}";
#pragma warning restore RS0030
            var database = redis.GetDatabase();
            await database.HashSetAsync(trial, "trial", 1);
            await database.KeyDeleteAsync(trial);
        }
        catch (Exception e) when (RedisFaults.Explain(e, cluster.Redis!) is { } fault)
        {
            throw new SettingsException(fault, e);
        }
    }
}
