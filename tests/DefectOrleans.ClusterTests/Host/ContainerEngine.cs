namespace DefectOrleans.ClusterTests.Host;

/// <summary>Docker, as the app host would use it.</summary>
internal static class ContainerEngine
{
    private static readonly Lazy<bool> Asked = new(Ask);

    /// <summary>Whether a container could be started here.</summary>
    public static bool Answers => Asked.Value;

    private static bool Ask()
    {
        try
        {
            Programs.Run("docker", "info");
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
