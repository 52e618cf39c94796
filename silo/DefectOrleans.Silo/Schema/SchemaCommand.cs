using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Settings;

namespace DefectOrleans.Silo.Schema;

/// <summary>The command <c>schema [--check]</c>.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes or renews the tables, or with <c>--check</c> says whether a silo could start on them.</summary>
    /// <exception cref="SettingsException">It can't be done; the message says what to do.</exception>
    public static async Task<int> Run(string[] words, TextWriter output, CancellationToken cancellation)
    {
        var check = words is ["--check", ..];
        var builder = ProgramHost.Create(check ? words[1..] : words);
        var reader = new SettingsReader(builder.Configuration);
        var connection = ClusterSettings.Read(reader).Postgres;
        if (connection is null)
            reader.Fault(nameof(ClusterSettings.Postgres),
                "not set; expected a connection string such as Host=localhost;Database=defects;Username=defects");
        reader.ThrowIfFaulty();
        if (check)
        {
            await SchemaVersion.Check(connection!, cancellation);
            await output.WriteLineAsync($"schema version {SchemaVersion.Needed}: a silo can start");
            return 0;
        }
        var before = await SchemaVersion.Apply(connection!, cancellation);
        await output.WriteLineAsync(before is null
            ? $"schema version {SchemaVersion.Needed} made"
            : $"schema version {SchemaVersion.Needed} renewed (it was {before})");
        return 0;
    }
}
