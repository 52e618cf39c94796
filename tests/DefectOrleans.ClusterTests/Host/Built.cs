namespace DefectOrleans.ClusterTests.Host;

/// <summary>Where things stand in the repository.</summary>
internal static class Built
{
    public const string Silo = "DefectOrleans.Silo", Gateway = "DefectOrleans.Gateway";

    /// <summary>The repository.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <summary>A project's folder.</summary>
    public static string Folder(string project) => Path.Combine(Root, project == Silo ? "silo" : "client", project);

    /// <summary>What a project's build leaves, in the configuration of these tests.</summary>
    public static string Assembly(string project) =>
        Path.Combine(Folder(project), "bin", Configuration, "net10.0", $"{project}.dll");

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "DefectOrleans.sln"))
        ? folder
        : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no DefectOrleans.sln above the tests"));
}
