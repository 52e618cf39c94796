using System.Text;
using DefectOrleans.Cli.Plots;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Benchmarking.Fig3;

/// <summary>
/// Figures of a page's first rows, in a folder beside the page that has its name: the energy of the pair type with the
/// largest ones, and what was predicted against what was calculated, all of a row's first trial. <c>defects plot</c> draws
/// any book's; a page brings few, so that a new page changes few files.
/// </summary>
/// <param name="page">Path of the page.</param>
internal sealed class Fig3Figures(string page)
{
    /// <summary>How many rows of a page have figures, three each.</summary>
    public const int Rows = 2;

    private int _rows;

    /// <summary>Draws and writes a row's figures, as long as it is one of the first.</summary>
    /// <returns>For each what it shows, and its place as the page sees it.</returns>
    /// <exception cref="InputException">The folder can't be written to.</exception>
    public IReadOnlyList<(string Shows, string Link)> Write(Fig3Row row)
    {
        var (beside, name) =
            (Path.GetDirectoryName(Path.GetFullPath(page))!, $"{Path.GetFileNameWithoutExtension(page)}/{row.Case.FileName}");
        var links = new List<(string, string)>();
        if (_rows++ >= Rows)
            return links;
        foreach (var figure in Draw(row.Trials[0]))
        {
            var link = $"{name}/{figure.Name}.svg";
            var place = Path.Combine(beside, link);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            WholeFile.Write(place, Encoding.UTF8.GetBytes(figure.Svg));
            links.Add(
                ($"{row.Case.Name}: {figure.PairType ?? figure.Shows}, {figure.Property.ToString().ToLowerInvariant()}", link));
        }
        return links;
    }

    private static IEnumerable<Figure> Draw(Fig3Trial trial)
    {
        var figures = new BookFigures(trial.Book);
        var strongest = trial.Book.Pairs.Where(p => p.Property == Property.Energy)
            .MaxBy(p => p.Table.Max(point => Math.Abs(point.Value)))!;
        var pairs = PlottedPair.Of(trial.Book, trial.Tested.Folder, [], [PairType.Parse(strongest.PairType)]);
        return figures.OfPairs(pairs).Where(f => f is { Shows: "pair", Property: Property.Energy })
            .Concat(figures.OfStructures(trial.Tested, trial.Structures, [Property.Energy, Property.Gap])
                .Where(f => f.Shows == "predicted"));
    }
}
