namespace DefectOrleans.ClusterTests.Host;

/// <summary>PostgreSQL's programs: as installed, or from Debian's package where they are missing and can be had.</summary>
internal static class PostgresPrograms
{
    private static readonly Lazy<string?> Found = new(() => Find() ?? (DebianPackage.TryInstall("postgresql") ? Find() : null));

    /// <summary>The folder of initdb and pg_ctl; null where there is none.</summary>
    public static string? Folder => Found.Value;

    // Debian keeps them in a folder for each version and off the path.
    private static string? Find()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            : Enumerable.Empty<string>();
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return versions.Select(folder => Path.Combine(folder, "bin")).Concat(paths)
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}

/// <summary>A test that needs PostgreSQL: skipped where it is neither installed nor can be.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresPrograms.Folder is null)
            Skip = "no PostgreSQL here, and Debian's package 'postgresql' can't be installed";
    }
}
