using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Cli.Predicting;

/// <summary>Ids of predicted structures that tell them apart.</summary>
internal static class StructureIds
{
    /// <summary>
    /// The answers with ids by file name where only one file has it, and by path, without folders that all of them share,
    /// where several have it.
    /// </summary>
    public static IEnumerable<FileAnswer> Apart(IReadOnlyCollection<FileAnswer> answers)
    {
        var paths = new Dictionary<string, string>();
        foreach (var sources in answers.Select(answer => answer.Source).Distinct().GroupBy(StructureFormats.NameOf)
            .Where(sources => sources.Count() > 1))
        {
            var shared = SharedFolders(sources);
            foreach (var source in sources)
                paths.Add(source, source[shared..]);
        }
        return answers.Select(answer => answer.Prediction is { } prediction && paths.TryGetValue(answer.Source, out var path)
            ? answer with
            {
                Prediction = prediction with { Id = path + prediction.Id[StructureFormats.NameOf(answer.Source).Length..] }
            }
            : answer);
    }

    private static int SharedFolders(IEnumerable<string> sources)
    {
        var first = sources.First();
        var shared = sources.Min(source => source.AsSpan().CommonPrefixLength(first));
        return first.AsSpan(0, shared).LastIndexOfAny('/', Path.DirectorySeparatorChar) + 1;
    }
}
