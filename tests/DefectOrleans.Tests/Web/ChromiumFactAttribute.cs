namespace DefectOrleans.Tests.Web;

/// <summary>A test that looks at the page through a real browser.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    private const string Lack = "no Chromium or Chrome in the PATH; install it (Debian: apt-get install chromium)";

    private static readonly string? Found = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in (string[])["chromium", "chromium-browser", "google-chrome", "chrome"]
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    public ChromiumFactAttribute() => Skip = Requirement.SkipReason(Found, Lack);

    /// <summary>The browser's path.</summary>
    public static string Program => Requirement.Require(Found, Lack);
}
