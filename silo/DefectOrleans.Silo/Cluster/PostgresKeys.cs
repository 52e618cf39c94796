using DefectOrleans.Grains;
using Npgsql;

namespace DefectOrleans.Silo.Cluster;

/// <summary>Keys of the rows in OrleansStorage. Orleans' provider keeps a key that is a number or a Guid as two numbers.</summary>
internal sealed class PostgresKeys(string connection, string serviceId) : IStoredKeys
{
    private const string Statement = """
        SELECT GrainIdExtensionString, GrainIdN0, GrainIdN1 FROM OrleansStorage
        WHERE ServiceId = $1 AND GrainTypeString = $2 AND starts_with(coalesce(GrainIdExtensionString, ''), $3)
        """;

    public async Task<IReadOnlyList<string>> Keys(string state, string prefix, CancellationToken cancellation)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Statement, database);
        foreach (var value in (string[])[serviceId, state, prefix])
            command.Parameters.AddWithValue(value);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await rows.ReadAsync(cancellation))
            keys.Add(rows.IsDBNull(0) ? Key(rows.GetInt64(1), rows.GetInt64(2)) : rows.GetString(0));
        return keys;
    }

    private static string Key(long first, long second) => first == 0
        ? second.ToString("x", System.Globalization.CultureInfo.InvariantCulture)
        : new Guid([.. BitConverter.GetBytes(first), .. BitConverter.GetBytes(second)]).ToString("n");
}
