namespace DefectOrleans.Tests;

/// <summary>
/// What a test needs of the machine that the .NET SDK does not bring. Where it is missing the test is skipped, and
/// <c>dotnet test</c> says at its end what was missing and how to get it; with <c>CI=true</c> the test runs and fails with
/// these words, so that nothing is left untested unseen.
/// </summary>
internal static class Requirement
{
    private static readonly bool All = Environment.GetEnvironmentVariable("CI") == "true";

    // The target in tests/Directory.Build.targets tells its lines: test runners keep to themselves why tests were skipped.
    private static readonly string Missing = Path.Combine(AppContext.BaseDirectory, "missing.txt");

    private static readonly HashSet<string> Told = [];

    /// <summary>Why a test is skipped that CI has to run; null where it runs.</summary>
    public static string? SkipReason(object? found, string lack) => All ? null : Skip(found, lack);

    /// <summary>Why a test is skipped, in CI too; null where it runs.</summary>
    public static string? Skip(object? found, string lack)
    {
        if (found is not null)
            return null;
        lock (Told)
        {
            if (Told.Add(lack))
                File.WriteAllLines(Missing, Told);
        }
        return lack;
    }

    /// <summary>What was found.</summary>
    /// <exception cref="InvalidOperationException">Nothing was.</exception>
    public static T Require<T>(T? found, string lack)
        where T : class => found ?? throw new InvalidOperationException(lack);
}
