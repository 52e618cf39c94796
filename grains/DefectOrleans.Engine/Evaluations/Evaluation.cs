using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Engine.Evaluations;

/// <summary>Absolute errors of one property over some structures, meV.</summary>
public sealed record ErrorSummary(double MeanAbsolute, double Median, double Percentile95, int Count)
{
    /// <summary>Summary of absolute errors given in eV; null without any.</summary>
    public static ErrorSummary? Of(IEnumerable<double> errorsEv)
    {
        var sorted = errorsEv.Select(e => 1000 * Math.Abs(e)).Order().ToArray();
        return sorted.Length == 0
            ? null
            : new ErrorSummary(sorted.Average(), Quantiles.Of(sorted, 0.5), Quantiles.Of(sorted, 0.95), sorted.Length);
    }
}

/// <summary>Errors of a class of structures: those with like defects.</summary>
/// <param name="Defects">Kinds, ordered; one entry a defect.</param>
/// <param name="Structures">How many structures.</param>
/// <param name="Errors">By property: energy_per_site, homo, lumo, gap; what was not predicted is absent.</param>
public sealed record ClassErrors(
    ImmutableArray<string> Defects, int Structures, ImmutableSortedDictionary<string, ErrorSummary> Errors);

/// <summary>Errors of one folder's structures that did not train the book.</summary>
public sealed record SetErrors(
    string Folder, string Material, int Structures, ImmutableSortedDictionary<string, ErrorSummary> Errors,
    ImmutableArray<ClassErrors> Classes)
{
    /// <summary>
    /// Share of structures within their 90 % interval, by property, where the book's error bars are calibrated.
    /// </summary>
    public ImmutableSortedDictionary<string, double> Coverage { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}

/// <summary>Holds a book's predictions against calculated values.</summary>
public static class Evaluation
{
    /// <summary>Evaluates the structures of a folder with at least so many defects that did not train the book.</summary>
    /// <exception cref="InputException">The folder is of another material, or no structure is left to test on.</exception>
    public static SetErrors Run(Composer composer, Dataset dataset, int minDefects) =>
        Sum(composer.Book, dataset, Predict(composer, dataset, minDefects));

    /// <summary>Sums up the errors of structures that were predicted.</summary>
    public static SetErrors Sum(FormulaBook book, Dataset dataset, ImmutableArray<EvaluatedStructure> rows) => new(
        dataset.Folder,
        dataset.Material,
        rows.Length,
        Summarize(rows),
        [.. rows.GroupBy(r => string.Join(",", r.Prediction.Defects)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ClassErrors([.. g.First().Prediction.Defects], g.Count(), Summarize(g)))])
    {
        Coverage = Coverage(book, rows),
    };

    private static ImmutableSortedDictionary<string, double> Coverage(
        FormulaBook book, ImmutableArray<EvaluatedStructure> rows) =>
        Quantity.All
            .Where(q =>
                q.Deviation is not null && book.Calibrations.Any(c => c.Property == q.Property)
                    && rows.Any(r => r.Error(q.Property) is not null))
            .ToImmutableSortedDictionary(q => q.ErrorKey, q => rows
                .Where(r => r.Error(q.Property) is not null)
                .Average(r =>
                    Math.Abs(r.Error(q.Property)!.Value) <= Calibration.Interval * q.Deviation!(r.Prediction)
                        ? 1.0
                        : 0));

    /// <summary>Predicts every structure of a folder with at least so many defects that did not train the book.</summary>
    /// <exception cref="InputException">The folder is of another material, or no structure is left to test on.</exception>
    public static ImmutableArray<EvaluatedStructure> Predict(Composer composer, Dataset dataset, int minDefects)
    {
        var book = composer.Book;
        if (book.Material != dataset.Material)
        {
            throw new InputException(
                $"{dataset.Folder}: the folder is of {dataset.Material}, the book of {book.Material}; expected a folder of "
                    + $"{book.Material}");
        }
        var trained = IdsThatTrained(book, t => FolderNames.Fits(dataset.Folder, t.Folder));
        ImmutableArray<EvaluatedStructure> rows =
        [
            .. dataset.Samples
                .Where(s => s.Structure.Defects.Length >= minDefects && !trained.Contains(s.Id))
                .AsParallel().AsOrdered()
                .Select(s => new EvaluatedStructure(composer.Predict(s.Structure), s.Targets, book.Levels)),
        ];
        return rows.Length > 0 ? rows : throw new InputException(
            $"{dataset.Folder}: no structure with at least {minDefects} defects is left that did not train the book");
    }

    /// <summary>
    /// How many structures of a folder have ids that trained the book in folders of other names. Ids are unique within their
    /// folder only, so these structures are others and are tested; unless the folder was renamed.
    /// </summary>
    public static int NamedAlike(FormulaBook book, Dataset dataset)
    {
        var elsewhere = IdsThatTrained(book, t => !FolderNames.Fits(dataset.Folder, t.Folder));
        elsewhere.ExceptWith(IdsThatTrained(book, t => FolderNames.Fits(dataset.Folder, t.Folder)));
        return dataset.Samples.Count(s => elsewhere.Contains(s.Id));
    }

    private static HashSet<string> IdsThatTrained(FormulaBook book, Func<TrainingFolder, bool> where) =>
        book.Provenance.Training.Where(where).SelectMany(t => t.Ids).ToHashSet(StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, ErrorSummary> Summarize(IEnumerable<EvaluatedStructure> rows)
    {
        var all = rows.ToArray();
        return Quantity.All
            .Select(p => (Name: p.ErrorKey, Summary: ErrorSummary.Of(all.Select(row => row.Error(p.Property)).OfType<double>())))
            .Where(p => p.Summary is not null)
            .ToImmutableSortedDictionary(p => p.Name, p => p.Summary!);
    }
}
