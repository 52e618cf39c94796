using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Engine.Evaluations;

/// <summary>A structure with what was predicted and what was calculated.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Targets">The calculated values.</param>
/// <param name="Levels">Which HOMO and LUMO the book learned.</param>
public sealed record EvaluatedStructure(Prediction Prediction, Targets Targets, LevelReference Levels)
{
    /// <summary>What was predicted, eV; the energy per site. Null where nothing was.</summary>
    public double? Predicted(Property property) => Quantity.Of(property).Predicted(Prediction);

    /// <summary>What was calculated, eV; the energy per site. Null where the folder does not tell.</summary>
    public double? Calculated(Property property) => Quantity.Of(property).Calculated(Targets, Levels, Prediction.Defects.Count);

    /// <summary>Predicted less calculated, eV; null where one of them is.</summary>
    public double? Error(Property property) => Predicted(property) - Calculated(property);
}
