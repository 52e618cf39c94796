using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Evaluations;

/// <summary>
/// Makes error bars hold what they say: what formulas are uncertain by is scaled so that 90 % of the structures that were
/// left out lie within (split conformal prediction, Papadopoulos et al. 2002, with the formulas' own deviation as measure).
/// </summary>
public static class Calibration
{
    /// <summary>Half the width of an interval that holds 90 %, in standard deviations.</summary>
    public const double Interval = 1.645;

    private const double Share = 0.9;
    private const int FewestStructures = 30;

    /// <summary>The book with calibrated errors, as far as its training structures can tell.</summary>
    public static FormulaBook Calibrate(FormulaBook book, TrainingSet training) => Calibrate(book, training, energies: null);

    /// <inheritdoc cref="Calibrate(FormulaBook, TrainingSet)"/>
    /// <param name="book">The book.</param>
    /// <param name="training">What trained it.</param>
    /// <param name="energies">What left-out structures' energies are missed by; null for what pair tables miss.</param>
    internal static FormulaBook Calibrate(FormulaBook book, TrainingSet training, IEnumerable<LeftOutError>? energies)
    {
        var composer = new Composer(book with { Calibrations = [] });
        var index = new ShellIndex([.. training.Samples.Select(s => s.Structure)], training.Reach);
        var calibrations = new List<ErrorCalibration>();
        if (book.Pairs.Any(p => p.Property == Property.Energy))
            Add(Property.Energy, (energies ?? LeftOut.Energies(training.Samples, index))
                .Where(e => training.Samples[e.Sample].Structure.Defects.Length > 2));
        if (book.GapRule == GapRule.LevelsApart || book.Pairs.Any(p => p.Property == Property.Gap))
            Add(Property.Gap, LeftOut.Gaps(training.Samples, index, book.GapRule));
        foreach (var other in Quantity.Others.Where(q => book.Pairs.Any(p => p.Property == q.Property)))
            Add(other.Property, LeftOut.Levels(training.Samples, index, other.Property));
        return book with { Calibrations = calibrations };

        void Add(Property property, IEnumerable<LeftOutError> errors)
        {
            var told = errors
                .Where(e => !training.Chosen.Contains(training.Samples[e.Sample].Structure.Id))
                .Select(e => Told(property, e))
                .Where(e => double.IsFinite(e.Own))
                .ToArray();
            if (told.Length < FewestStructures)
                return;
            var floor = Quantiles.UpperMedian(told.Select(e => e.Size / e.Floors));
            var ratios = told.Select(e => e.Size / Math.Sqrt(e.Own * e.Own + e.Floors * floor * e.Floors * floor))
                .Order().ToArray();
            var at = Math.Min(ratios.Length - 1, (int)Math.Ceiling(Share * (ratios.Length + 1)) - 1);
            calibrations.Add(new ErrorCalibration(property, floor, ratios[at] / Interval, told.Length));
        }

        // Tables were left out, formulas were not: whichever is farther off tells what to expect.
        (double Size, double Own, int Floors) Told(Property property, LeftOutError leftOut)
        {
            var sample = training.Samples[leftOut.Sample];
            var prediction = composer.Predict(sample.Structure);
            var quantity = Quantity.Of(property);
            var (value, own, floors) = property == Property.Energy
                ? (prediction.FormationEnergy, prediction.Uncertainty.FormationEnergy, sample.Structure.Defects.Length)
                : (quantity.Predicted(prediction), quantity.Deviation!(prediction), 1);
            return (Math.Max(Math.Abs(leftOut.Error), Math.Abs((value - sample[property]) ?? 0)), own ?? double.NaN, floors);
        }
    }
}
