namespace DefectOrleans.Tests.Web;

/// <summary>A test that looks at the page through a real browser; skipped where none is installed.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    public ChromiumFactAttribute()
    {
        if (Program is null)
            Skip = $"No browser is in the PATH (looked for {string.Join(", ", Names)}).";
    }

    /// <summary>The browser's path; null where none is installed.</summary>
    public static string? Program { get; } = (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in Names
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();
}
