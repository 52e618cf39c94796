using DefectOrleans.Grains;
using Npgsql;

namespace DefectOrleans.Silo.Cluster;

/// <summary>Keys of the rows in OrleansStorage, as <see cref="TextKeyStorage"/> writes them.</summary>
internal sealed class PostgresKeys(string connection, string serviceId) : IStoredKeys
{
    private const string Statement = """
        SELECT GrainIdExtensionString FROM OrleansStorage
        WHERE ServiceId = $1 AND GrainTypeString = $2 AND starts_with(GrainIdExtensionString, $3)
        """;

    public async Task<IReadOnlyList<string>> Keys(string state, string prefix, CancellationToken cancellation)
    {
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(Statement, database);
        foreach (var value in (string[])[serviceId, state, TextKeyStorage.Sign + prefix])
            command.Parameters.AddWithValue(value);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await rows.ReadAsync(cancellation))
            keys.Add(rows.GetString(0)[TextKeyStorage.Sign.Length..]);
        return keys;
    }
}
