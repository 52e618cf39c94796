using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

[assembly: Quantity<Energy>]

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>The formation energy, which pairs' interaction energies add to; compared for each defect.</summary>
internal readonly struct Energy : IQuantity
{
    public static Quantity Entry { get; } = new()
    {
        Property = Property.Energy,
        Word = "energy",
        Name = "energy",
        Unit = "eV",
        Symbol = ("V", "V"),
        OfPairs = "interaction energy",
        OfStructures = "formation energy per site",
        ErrorKey = "energy_per_site",
        Compared = "E per site",
        Composition = Composition.Sum,
        Trained = sample => sample.Energy,
        Calculated = (targets, _, defects) => targets.FormationEnergy / defects,
        Predicted = prediction => prediction.EnergyPerSite,
        Deviation = prediction => prediction.Uncertainty.EnergyPerSite,
    };
}
