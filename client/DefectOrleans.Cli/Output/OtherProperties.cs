using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Output;

/// <summary>The properties of predictions that stand beside energy and levels.</summary>
internal static class OtherProperties
{
    /// <summary>Those that any of the predictions tells of.</summary>
    public static IReadOnlyList<Quantity> Of(IEnumerable<Prediction> predictions)
    {
        var told = predictions.SelectMany(p => p.Others ?? []).Select(other => other.Property).ToHashSet();
        return [.. Quantity.Others.Where(quantity => told.Contains(quantity.Property))];
    }
}
