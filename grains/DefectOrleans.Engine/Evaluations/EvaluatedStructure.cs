using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;

namespace DefectOrleans.Engine.Evaluations;

/// <summary>A structure with what was predicted and what was calculated.</summary>
/// <param name="Prediction">The prediction.</param>
/// <param name="Targets">The calculated values.</param>
/// <param name="Levels">Which HOMO and LUMO the book learned.</param>
public sealed record EvaluatedStructure(Prediction Prediction, Targets Targets, LevelReference Levels)
{
    /// <summary>What was predicted, eV; the energy per site. Null where nothing was.</summary>
    public double? Predicted(Property property) => property switch
    {
        Property.Energy => Prediction.EnergyPerSite,
        Property.Homo => Prediction.Homo,
        Property.Lumo => Prediction.Lumo,
        _ => Prediction.Gap,
    };

    /// <summary>What was calculated, eV; the energy per site. Null where the folder does not tell.</summary>
    public double? Calculated(Property property) => property switch
    {
        Property.Energy => Targets.FormationEnergy / Prediction.Defects.Count,
        Property.Homo => Levels == LevelReference.Normalized ? Targets.NormalizedHomo : Targets.Homo,
        Property.Lumo => Levels == LevelReference.Normalized ? Targets.NormalizedLumo : Targets.Lumo,
        _ => Targets.Gap,
    };

    /// <summary>Predicted less calculated, eV; null where one of them is.</summary>
    public double? Error(Property property) => Predicted(property) - Calculated(property);
}
