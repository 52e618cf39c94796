namespace DefectOrleans.Tests.Datasets;

/// <summary>A test on the real data: skipped where they are not there, also in CI.</summary>
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute() => Skip = RealData.SkipReason;
}

/// <inheritdoc cref="RealDataFactAttribute"/>
internal sealed class RealDataTheoryAttribute : TheoryAttribute
{
    public RealDataTheoryAttribute() => Skip = RealData.SkipReason;
}

/// <summary>Where the real data stand.</summary>
internal static class RealData
{
    public const string Variable = "DEFECTS_DATA";

    /// <summary>Why tests on the real data are skipped; null where they run.</summary>
    public static string? SkipReason =>
        Requirement.Skip(Root, $"no 2DMD data; set {Variable} to the folder that holds low_density_defects");

    /// <summary>
    /// The folder from the environment, or <c>shared/data/2dmd</c> beside a folder above the tests; null where there is none.
    /// </summary>
    public static string? Root { get; } = Find();

    public static string Folder(string name) => Path.Combine(Root!, name);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "shared", "data", "2dmd");
            if (Directory.Exists(beside))
                return beside;
        }
        return null;
    }
}
