using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

[assembly: Quantity<Lumo>]

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>The lowest unoccupied level: of a structure, the lowest of its pairs'.</summary>
internal readonly struct Lumo : IQuantity
{
    public static Quantity Entry { get; } = new()
    {
        Property = Property.Lumo,
        Word = "lumo",
        Name = "LUMO",
        Unit = "eV",
        Symbol = ("LUMO", @"\mathrm{LUMO}"),
        OfPairs = "LUMO",
        OfStructures = "LUMO",
        ErrorKey = "lumo",
        Composition = Composition.Lowest,
        Trained = sample => sample.Lumo,
        Calculated = (targets, levels, _) => levels == LevelReference.Normalized ? targets.NormalizedLumo : targets.Lumo,
        Predicted = prediction => prediction.Lumo,
        Level = levels => levels.Lumo,
    };
}
