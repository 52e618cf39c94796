using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Engine.Learning.Readings;

/// <summary>
/// Which reading a book answers by where none is asked for: its laws, unless they miss the training structures by more, beside
/// the short formulas, than what their error bars say.
/// </summary>
internal static class DefaultReading
{
    private static readonly ImmutableArray<Property> Compared = [Property.Energy, Property.Gap];

    /// <summary>Chooses, and says why.</summary>
    /// <param name="law">The book by laws.</param>
    /// <param name="own">The book by short formulas.</param>
    /// <param name="training">What both learned from.</param>
    public static (Reading Reading, string Reason) Of(FormulaBook law, FormulaBook own, TrainingSet training)
    {
        var samples = Asked(training);
        var (one, other) = (Predicted(law, samples), Predicted(own, samples));
        var (isWorse, said) = (false, new List<string>());
        foreach (var quantity in Compared.Select(Quantity.Of))
        {
            if (Means(quantity, one, other, samples) is not { } means)
                continue;
            isWorse |= means.Law - means.Short > means.Bar;
            said.Add(string.Create(CultureInfo.InvariantCulture,
                $"{quantity.Word} {1000 * means.Law:0.#} meV by law, {1000 * means.Short:0.#} by short formulas, error bar "
                    + $"{1000 * means.Bar:0.#}"));
        }
        var at = $"mean error on {samples.Length} training structures: {string.Join("; ", said)}";
        return isWorse
            ? (Reading.Short, $"The laws miss by more than their error bars say ({at}).")
            : (Reading.Law, $"The laws are as good as their error bars say ({at}).");
    }

    /// <summary>The structures that ask for several pairs; those that have one where there are no others.</summary>
    private static ImmutableArray<TrainingSample> Asked(TrainingSet training)
    {
        ImmutableArray<TrainingSample> dense = [.. training.Samples.Where(s => s.Structure.Defects.Length > 2)];
        return dense.IsEmpty ? [.. training.Samples.Where(s => s.Structure.Defects.Length == 2)] : dense;
    }

    private static Prediction[] Predicted(FormulaBook book, ImmutableArray<TrainingSample> samples)
    {
        var composer = new Composer(book);
        return [.. samples.AsParallel().AsOrdered().Select(s => composer.Predict(s.Structure))];
    }

    private static (double Law, double Short, double Bar)? Means(
        Quantity quantity, Prediction[] law, Prediction[] own, ImmutableArray<TrainingSample> samples)
    {
        var rows = Enumerable.Range(0, samples.Length)
            .Select(i => (
                Law: Math.Abs(Error(law[i], samples[i]) ?? double.NaN), Short: Math.Abs(Error(own[i], samples[i]) ?? double.NaN),
                Bar: quantity.Deviation?.Invoke(law[i]) ?? 0))
            .Where(row => double.IsFinite(row.Law) && double.IsFinite(row.Short)).ToList();
        return rows.Count == 0 ? null : (rows.Average(r => r.Law), rows.Average(r => r.Short), rows.Average(r => r.Bar));

        double? Error(Prediction prediction, TrainingSample sample) =>
            quantity.Predicted(prediction) - Of(sample[quantity.Property], quantity, sample.Structure.Defects.Length);
    }

    // Energies are compared for each defect.
    private static double? Of(double? value, Quantity quantity, int defects) =>
        quantity.Property == Property.Energy ? value / defects : value;
}
