using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Datasets;

/// <summary>A structure that trains the book, with what was calculated for it, eV.</summary>
public sealed record TrainingSample(
    DefectiveStructure Structure, double? Energy, double? Homo, double? Lumo, double? Gap)
{
    /// <summary>Properties without a member here, in their own units.</summary>
    public ImmutableSortedDictionary<Property, double> Others { get; init; } = PropertyValues.None;

    /// <summary>The value of a property in its unit; null where it was not calculated.</summary>
    public double? this[Property property] => Quantity.Of(property).Trained(this);
}

/// <summary>All that a campaign learns from: it carries structures and values, and needs no file.</summary>
public sealed record TrainingSet(
    string Material,
    Structure UnitCell,
    LevelReference Levels,
    Levels? Pristine,
    ImmutableArray<TrainingSample> Samples,
    ImmutableArray<TrainingFolder> Folders)
{
    /// <summary>
    /// Ids of structures that were picked for their geometry, not drawn: they can't tell how large errors usually are.
    /// </summary>
    public ImmutableHashSet<string> Chosen { get; init; } = [];

    /// <summary>Which images interact: as in the largest of its supercells.</summary>
    public PairReach Reach => PairReach.Of(Samples.Select(s => s.Structure));
}
