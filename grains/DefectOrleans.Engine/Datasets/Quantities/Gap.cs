using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

[assembly: Quantity<Gap>]

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>LUMO less HOMO: of a structure, the lowest of its pairs' where the book has no levels for it.</summary>
internal readonly struct Gap : IQuantity
{
    public static Quantity Entry { get; } = new()
    {
        Property = Property.Gap,
        Word = "gap",
        Name = "gap",
        Unit = "eV",
        Symbol = ("gap", @"\mathrm{gap}"),
        OfPairs = "gap",
        OfStructures = "gap",
        ErrorKey = "gap",
        Composition = Composition.Lowest,
        Trained = sample => sample.Gap,
        Calculated = (targets, _, _) => targets.Gap,
        Predicted = prediction => prediction.Gap,
        Deviation = prediction => prediction.Uncertainty.Gap,
        Level = levels => levels.Gap,
    };
}
