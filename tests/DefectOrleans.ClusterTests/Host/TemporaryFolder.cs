namespace DefectOrleans.ClusterTests.Host;

/// <summary>A folder for the time of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("defects-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
