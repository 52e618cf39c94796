using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Books;

/// <summary>What is wrong with calibrations of error bars.</summary>
internal static class CalibrationValidator
{
    /// <summary>Their faults; none where they can be used.</summary>
    /// <param name="where">Where in the book they stand; empty for its own.</param>
    /// <param name="calibrations">The calibrations.</param>
    public static IEnumerable<string> Faults(string where, IReadOnlyList<ErrorCalibration> calibrations)
    {
        var known = new HashSet<Property>();
        for (var i = 0; i < calibrations.Count; i++)
        {
            var calibration = calibrations[i];
            if (!Enum.IsDefined(calibration.Property) || !known.Add(calibration.Property))
                yield return $"{where}calibrations[{i}] ({calibration.Property}): expected one of each property";
            if (!FormulaValidator.IsError(calibration.Floor) || !FormulaValidator.IsError(calibration.Factor)
                || calibration.Structures < 0)
                yield return $"{where}calibrations[{i}] ({calibration.Property}): a floor of {calibration.Floor} eV and a factor "
                    + $"of {calibration.Factor} from {calibration.Structures} structures; expected finite numbers, none below 0";
        }
    }
}
