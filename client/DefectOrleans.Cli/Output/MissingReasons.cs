using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Output;

/// <summary>Why values of predictions are missing, in words: <c>HOMO, LUMO: the book has no formulas for it</c>.</summary>
internal static class MissingReasons
{
    /// <summary>One text for each reason, after the values that it keeps away.</summary>
    public static IEnumerable<string> Of(Prediction prediction) =>
        prediction.Missing.GroupBy(m => m.Reason).Select(alike => $"{Names(alike)}: {alike.Key}");

    /// <summary>The same of many structures, with how many they are.</summary>
    public static IEnumerable<string> Of(IReadOnlyCollection<Prediction> predictions) =>
        from reason in predictions.SelectMany(Of).CountBy(reason => reason)
        select reason.Value == predictions.Count
            ? $"no {reason.Key}"
            : $"no {reason.Key} ({reason.Value} of {predictions.Count} structures)";

    private static string Names(IEnumerable<MissingValue> missing) => string.Join(", ", missing.Select(m => Name(m.Value)));

    private static string Name(string value) =>
        Quantity.All.FirstOrDefault(quantity => quantity.Word == value)?.Name ?? value.Replace('_', ' ');
}
