using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

[assembly: Quantity<Homo>]

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>The highest occupied level: of a structure, the highest of its pairs'.</summary>
internal readonly struct Homo : IQuantity
{
    public static Quantity Entry { get; } = new()
    {
        Property = Property.Homo,
        Word = "homo",
        Name = "HOMO",
        Unit = "eV",
        Symbol = ("HOMO", @"\mathrm{HOMO}"),
        OfPairs = "HOMO",
        OfStructures = "HOMO",
        ErrorKey = "homo",
        Composition = Composition.Highest,
        Trained = sample => sample.Homo,
        Calculated = (targets, levels, _) => levels == LevelReference.Normalized ? targets.NormalizedHomo : targets.Homo,
        Predicted = prediction => prediction.Homo,
        Level = levels => levels.Homo,
    };
}
