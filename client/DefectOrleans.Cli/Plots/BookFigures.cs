using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Evaluations;

namespace DefectOrleans.Cli.Plots;

/// <summary>All figures of a book, each with a file name of its own.</summary>
internal sealed class BookFigures(FormulaBook book)
{
    private readonly FileNames _names = new();

    /// <summary>Two figures of each pair type and property: the formulas over their points, and the Pareto fronts.</summary>
    public IEnumerable<Figure> OfPairs(ImmutableArray<PlottedPair> pairs)
    {
        foreach (var pair in pairs)
        {
            var property = pair.Property.ToString().ToLowerInvariant();
            var name = _names.New(pair.Type.First.ToString(), pair.Type.Second.ToString(), property);
            yield return new Figure(
                name, "pair", pair.Property, pair.Type.ToString(), null, new PairFigure(pair, book.Material).Draw(name));
            var front = _names.New(name, "pareto");
            yield return new Figure(
                front, "pareto", pair.Property, pair.Type.ToString(), null, new ParetoFigure(pair, book.Material).Draw(front));
        }
    }

    /// <summary>
    /// Two figures of each folder and property: errors by class of defects, and predicted against calculated values.
    /// </summary>
    /// <exception cref="InputException">The folder tells none of the properties.</exception>
    public IEnumerable<Figure> OfStructures(
        Dataset dataset, ImmutableArray<EvaluatedStructure> structures, IEnumerable<Property> properties)
    {
        var folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(dataset.Folder));
        ImmutableArray<StructureGroups> told =
            [.. properties.Select(p => StructureGroups.Of(dataset.Folder, p, structures)).OfType<StructureGroups>()];
        if (told.Length == 0)
            throw new InputException(
                $"{dataset.Folder}: no structure has both a calculated and a predicted value of "
                    + $"{string.Join(", ", properties.Select(p => p.ToString().ToLowerInvariant()))}");
        foreach (var groups in told)
        {
            var property = groups.Property.ToString().ToLowerInvariant();
            var residuals = _names.New("residuals", folder, property);
            yield return new Figure(residuals, "residuals", groups.Property, null, dataset.Folder,
                new ResidualFigure(groups, book.Material).Draw(residuals));
            var predicted = _names.New("predicted", folder, property);
            yield return new Figure(predicted, "predicted", groups.Property, null, dataset.Folder,
                new PredictionFigure(groups, book.Material).Draw(predicted));
        }
    }
}
