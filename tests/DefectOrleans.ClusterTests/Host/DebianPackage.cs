namespace DefectOrleans.ClusterTests.Host;

/// <summary>Servers that tests need, from Debian's packages where they are missing.</summary>
internal static class DebianPackage
{
    /// <summary>Installs a package, where this is Debian or its like and the tests run as root.</summary>
    /// <returns>Whether it did.</returns>
    public static bool TryInstall(string package)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root" || !File.Exists("/usr/bin/apt-get"))
            return false;
        // A fresh machine has no lists of packages, or old ones.
        return Try("install", package) || Try("update") && Try("install", package);
    }

    private static bool Try(params string[] words)
    {
        try
        {
            Programs.Run(
                "env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", .. words]);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
