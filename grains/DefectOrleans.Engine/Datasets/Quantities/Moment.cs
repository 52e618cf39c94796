using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

[assembly: Quantity<Moment>]

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>
/// The magnetic moment of the cell, Bohr magnetons, never below 0: of a structure, the highest of its pairs'. Moments of
/// defects line up or cancel, so sums do not tell it: docs/decisions/moment.md.
/// </summary>
internal readonly struct Moment : IQuantity
{
    public static Quantity Entry { get; } = new()
    {
        Property = Property.Moment,
        Word = "moment",
        Name = "magnetic moment",
        Unit = "µB",
        Symbol = ("M", "M"),
        OfPairs = "magnetic moment",
        OfStructures = "magnetic moment",
        ErrorKey = "moment",
        Composition = Composition.Highest,
        Column = "total_mag",
        Bounds = (0, double.PositiveInfinity),
    };
}
