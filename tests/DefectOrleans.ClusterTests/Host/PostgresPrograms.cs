using DefectOrleans.Tests;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>PostgreSQL's programs, as installed.</summary>
internal static class PostgresPrograms
{
    private const string Lack =
        "no PostgreSQL here (looked for initdb and pg_ctl); install it (Debian: apt-get install postgresql)";

    private static readonly string? Found = Find();

    /// <summary>The folder of initdb and pg_ctl.</summary>
    public static string Folder => Requirement.Require(Found, Lack);

    /// <summary>Why tests that need PostgreSQL are skipped; null where they run.</summary>
    public static string? SkipReason => Requirement.SkipReason(Found, Lack);

    // Debian keeps them in a folder for each version and off the path.
    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            : Enumerable.Empty<string>();
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return versions.Select(folder => Path.Combine(folder, "bin")).Concat(paths)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
