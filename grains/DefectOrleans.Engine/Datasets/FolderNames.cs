namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// Folders by short names: ids are unique within a folder only, so what is told of a structure names its folder too.
/// </summary>
public static class FolderNames
{
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>The whole path of a folder, the same however it is written.</summary>
    public static string PathOf(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <summary>Each path's last part; where several end alike, as many parts as tell them apart.</summary>
    /// <param name="paths">Whole paths, each once.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<string> paths)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var parts = 1; names.Count < paths.Count; parts++)
        {
            foreach (var alike in paths.Where(p => !names.ContainsKey(p)).GroupBy(p => Last(p, parts)).ToList())
            {
                if (alike.Count() == 1)
                    names[alike.Single()] = alike.Key;
            }
        }
        return names;
    }

    /// <summary>Whether a folder may be the one of a name.</summary>
    public static bool Fits(string folder, string name) =>
        $"/{Last(PathOf(folder), int.MaxValue)}".EndsWith($"/{name}", StringComparison.Ordinal);

    private static string Last(string path, int parts) =>
        string.Join('/', path.Split(Separators, StringSplitOptions.RemoveEmptyEntries).TakeLast(parts));
}
