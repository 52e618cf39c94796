using System.Collections.Immutable;
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

    /// <summary>Its symbol as a function of the distance, in text and in LaTeX.</summary>
    public required (string Text, string Latex) Symbol { get; init; }

    /// <summary>What a figure of pairs shows.</summary>
    public required string OfPairs { get; init; }

    /// <summary>What a figure of whole structures shows.</summary>
    public required string OfStructures { get; init; }

    /// <summary>The key of its errors: what is compared may be a value for each defect.</summary>
    public required string ErrorKey { get; init; }

    /// <summary>How pairs make it up.</summary>
    public required Composition Composition { get; init; }

    /// <summary>What a training structure tells of it.</summary>
    public required Func<TrainingSample, double?> Trained { get; init; }

    /// <summary>What a structure's calculation gave, as it is compared.</summary>
    public required Func<Targets, LevelReference, int, double?> Calculated { get; init; }

    /// <summary>What was predicted, as it is compared.</summary>
    public required Func<Prediction, double?> Predicted { get; init; }

    /// <summary>One standard deviation of that; null where it is not calibrated.</summary>
    public Func<PredictionUncertainty, double?>? Deviation { get; init; }

    /// <summary>What levels tell of it; null where it is no level.</summary>
    public Func<Levels, double?>? Level { get; init; }

    /// <summary>Every property, in the order of the enumeration.</summary>
    public static ImmutableArray<Quantity> All { get; } = [Energy.Quantity, Homo.Quantity, Lumo.Quantity, Gap.Quantity];

    /// <summary>−1 where the highest value counts, whose negative is the lowest of the negatives; else 1.</summary>
    public double Sign => Composition == Composition.Highest ? -1 : 1;

    /// <summary>Whether a value takes the place of the one that decided so far.</summary>
    public bool Decides(double value, double so) => Composition == Composition.Highest ? value > so : value < so;

    /// <summary>The entry of a property.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public static Quantity Of(Property property) => All.FirstOrDefault(quantity => quantity.Property == property)
        ?? throw new ArgumentOutOfRangeException(nameof(property), property, "no such property");
}
