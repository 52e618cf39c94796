using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>The highest occupied level: of a structure, the highest of its pairs'.</summary>
internal static class Homo
{
    public static Quantity Quantity { get; } = new()
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
