using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Evaluations;

namespace DefectOrleans.Cli.Benchmarking.Fig3;

/// <summary>A kind of training set and what it is tested on.</summary>
/// <param name="Material">The material.</param>
/// <param name="Dense">Whether dense structures are the test, and a share of them trains.</param>
/// <param name="Few">How many structures with one and two defects train; null for all.</param>
/// <param name="Triples">How many triples train beside.</param>
internal sealed record Fig3Case(string Material, bool Dense, int? Few = null, int Triples = 0)
{
    /// <summary>What trains, in words.</summary>
    public string Terms => Triples > 0 ? $"with {Triples} triples" : "pairs only";

    /// <summary>The case in words.</summary>
    public string Name => $"{Material} {(Dense ? "high" : "low")}, {Terms}{(Few is { } few ? $", {few} structures" : "")}";

    /// <summary>The case in letters that file names take.</summary>
    public string FileName => $"{Material}-{(Dense ? "high" : "low")}{(Triples > 0 ? $"-{Triples}-triples" : "")}";
}

/// <summary>One book and its errors.</summary>
/// <param name="Seed">The seed that drew its structures and searched.</param>
/// <param name="Book">The book.</param>
/// <param name="Tested">Where the structures are that did not train it.</param>
/// <param name="Structures">These, predicted.</param>
internal sealed record Fig3Trial(long Seed, FormulaBook Book, Dataset Tested, ImmutableArray<EvaluatedStructure> Structures)
{
    /// <summary>Errors on the structures that did not train.</summary>
    public SetErrors Errors { get; } = Evaluation.Sum(Book, Tested, Structures);

    /// <summary>Structures that trained.</summary>
    public int Trained => Book.Provenance.Training.Sum(t => t.Count);
}

/// <summary>A case's trials, one for each seed.</summary>
internal sealed record Fig3Row(Fig3Case Case, IReadOnlyList<Fig3Trial> Trials)
{
    public const string Energy = "energy_per_site", Gap = "gap";

    /// <summary>Training structures; the mean where trials differ.</summary>
    public int Trained => (int)Math.Round(Trials.Average(t => t.Trained));

    /// <summary>Test structures of a trial.</summary>
    public int Tested => (int)Math.Round(Trials.Average(t => t.Errors.Structures));

    /// <summary>Mean over the trials of a property's mean absolute error, meV.</summary>
    public double Error(string property) => Trials.Average(t => t.Errors.Errors[property].MeanAbsolute);

    /// <summary>The same of the median error.</summary>
    public double Median(string property) => Trials.Average(t => t.Errors.Errors[property].Median);

    /// <summary>Largest less smallest mean absolute error of the trials, meV; 0 for one trial.</summary>
    public double Spread(string property) =>
        Trials.Max(t => t.Errors.Errors[property].MeanAbsolute) - Trials.Min(t => t.Errors.Errors[property].MeanAbsolute);
}
