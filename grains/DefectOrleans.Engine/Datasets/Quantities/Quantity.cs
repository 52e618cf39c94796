using System.Collections.Immutable;
using System.Reflection;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>How the values of a structure's pairs make up the structure's.</summary>
public enum Composition
{
    /// <summary>They add up, and fade with the distance.</summary>
    Sum,

    /// <summary>The highest of them; far apart a pair has the higher of its defects' own.</summary>
    Highest,

    /// <summary>The lowest of them; far apart a pair has the lower of its defects' own.</summary>
    Lowest,
}

/// <summary>
/// All that the house knows of one property: what it is called, where its calculated values stand and how pairs make it up.
/// Tables, predictions, evaluations and faces ask here, so a property without an entry is a fault and never another one.
/// </summary>
public sealed record Quantity
{
    /// <summary>The property.</summary>
    public required Property Property { get; init; }

    /// <summary>Its word in options, documents and CSV files, such as <c>homo</c>.</summary>
    public required string Word { get; init; }

    /// <summary>Its name in sentences, such as <c>HOMO</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Its unit in the keys of documents and CSV files.</summary>
    public string UnitKey => Unit.Replace("µ", "mu", StringComparison.Ordinal);

    /// <summary>Its symbol as a function of the distance, in text and in LaTeX.</summary>
    public required (string Text, string Latex) Symbol { get; init; }

    /// <summary>What a figure of pairs shows.</summary>
    public required string OfPairs { get; init; }

    /// <summary>What a figure of whole structures shows.</summary>
    public required string OfStructures { get; init; }

    /// <summary>The key of its errors: what is compared may be a value for each defect.</summary>
    public required string ErrorKey { get; init; }

    /// <summary>What is compared, in headings.</summary>
    public string Compared { get => field ?? Name; init; }

    /// <summary>How pairs make it up.</summary>
    public required Composition Composition { get; init; }

    /// <summary>
    /// The column of 2DMD tables that it stands in, for properties that the records of structures and predictions have no member
    /// of their own for; null for those that have. A folder's column that is 0 throughout was not calculated.
    /// </summary>
    public string? Column { get; init; }

    /// <summary>What its values can be at all: predictions end there.</summary>
    public (double Least, double Most) Bounds { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>What a training structure tells of it.</summary>
    public Func<TrainingSample, double?> Trained { get => field ?? (sample => sample.Others.Of(Property)); init; }

    /// <summary>What a structure's calculation gave, as it is compared.</summary>
    public Func<Targets, LevelReference, int, double?> Calculated
    {
        get => field ?? ((targets, _, _) => targets.Others.Of(Property));
        init;
    }

    /// <summary>What was predicted, as it is compared.</summary>
    public Func<Prediction, double?> Predicted { get => field ?? (prediction => Among(prediction.Others)?.Value); init; }

    /// <summary>One standard deviation of that; null where it is not calibrated.</summary>
    public Func<Prediction, double?>? Deviation
    {
        get => field ?? (Column is null ? null : prediction => Among(prediction.Others)?.Uncertainty);
        init;
    }

    /// <summary>What a defect alone, or the crystal without one, tells of it; null where pairs' values add up.</summary>
    public Func<Levels, double?>? Level
    {
        get => field ?? (Column is null ? null : levels => PropertyValues.FromMessage(levels.Others).Of(Property));
        init;
    }

    /// <summary>Every property, in the order of the enumeration.</summary>
    public static ImmutableArray<Quantity> All { get; } =
    [
        .. typeof(Quantity).Assembly.GetCustomAttributes<QuantityAttribute>()
            .Select(attribute => attribute.Entry).OrderBy(quantity => quantity.Property),
    ];

    /// <summary>Those that records have no member of their own for.</summary>
    public static ImmutableArray<Quantity> Others { get; } = [.. All.Where(quantity => quantity.Column is not null)];

    /// <summary>The names of those that pairs decide one by one, for people: HOMO, LUMO, ….</summary>
    public static string NamesOfLevels { get; } =
        string.Join(", ", All.Where(quantity => quantity.Composition != Composition.Sum).Select(quantity => quantity.Name));

    /// <summary>The words of all, for people.</summary>
    public static string Words { get; } = string.Join(", ", All.Select(quantity => quantity.Word).Order(StringComparer.Ordinal));

    /// <summary>−1 where the highest value counts, whose negative is the lowest of the negatives; else 1.</summary>
    public double Sign => Composition == Composition.Highest ? -1 : 1;

    /// <summary>Whether a value takes the place of the one that decided so far.</summary>
    public bool Decides(double value, double so) => Composition == Composition.Highest ? value > so : value < so;

    /// <summary>The value, or the bound that it lies beyond.</summary>
    public double Bounded(double value) => Math.Clamp(value, Bounds.Least, Bounds.Most);

    /// <summary>The entry of a property.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static Quantity Of(Property property) => All.FirstOrDefault(quantity => quantity.Property == property)
        ?? throw new ArgumentOutOfRangeException(nameof(property), property, "no such property");

    private PredictedProperty? Among(IReadOnlyList<PredictedProperty>? others) =>
        others?.FirstOrDefault(other => other.Property == Property);
}
