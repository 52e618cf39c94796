using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Plots;

/// <summary>What a book holds of one pair type and property: one channel for each side.</summary>
internal sealed record PlottedPair(PairType Type, Property Property, ImmutableArray<PlottedChannel> Channels)
{
    /// <summary>The pair types of a book with these properties and types; all where none are given.</summary>
    /// <exception cref="InputException">The book holds none of them, or numbers that can't be drawn.</exception>
    public static ImmutableArray<PlottedPair> Of(
        FormulaBook book, string path, IReadOnlyCollection<Property> properties, IReadOnlyCollection<PairType> types)
    {
        if (book.Pairs.Count == 0)
            throw new InputException(
                $"{path}: the book holds no formulas; expected a book with some, as 'defects discover' writes it");
        Refuse("formulas for", properties, book.Pairs.Select(p => p.Property), path, p => p.ToString().ToLowerInvariant());
        Refuse("the pair type", types, book.Pairs.Select(p => PairType.Parse(p.PairType)), path, t => t.ToString());
        ImmutableArray<PlottedPair> plotted =
        [
            .. book.Pairs
                .Where(p => properties.Count == 0 || properties.Contains(p.Property))
                .GroupBy(p => (Type: PairType.Parse(p.PairType), p.Property))
                .Where(g => types.Count == 0 || types.Contains(g.Key.Type))
                .OrderBy(g => g.Key.Type).ThenBy(g => g.Key.Property)
                .Select(g =>
                    new PlottedPair(
                        g.Key.Type, g.Key.Property, [.. g.OrderBy(p => p.Side).Select(p => new PlottedChannel(p, path))])),
        ];
        return plotted.Length > 0
            ? plotted
            : throw new InputException($"{path}: the book has no formula of that pair type and property");
    }

    private static void Refuse<T>(string what, IEnumerable<T> asked, IEnumerable<T> known, string path, Func<T, string> write)
    {
        var names = known.Distinct().Order().Select(write).ToList();
        if (asked.Select(write).FirstOrDefault(name => !names.Contains(name)) is { } missing)
            throw new InputException($"{path}: the book has not {what} {missing}; expected some of {string.Join(", ", names)}");
    }
}
