using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Output;

/// <summary>Values as people read them; a dash where there is none.</summary>
internal static class Written
{
    private const string None = "–";

    /// <summary>Energy in eV to the meV.</summary>
    public static string Ev(double? energyEv) => Number(energyEv, "0.000");

    /// <summary>Error in meV.</summary>
    public static string MeV(double? errorMeV) => Number(errorMeV, "0.0");

    /// <summary>Error in thousandths of a unit: 4.2 meV, 12.0 mµB.</summary>
    public static string Thousandths(double? error, string unit) => $"{MeV(1000 * error)} m{unit}";

    /// <summary>Distance in Å.</summary>
    public static string Angstrom(double? distanceAngstrom) => Number(distanceAngstrom, "0.00");

    /// <summary>A count.</summary>
    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Defect kinds with their counts: V_Mo + 2 V_S.</summary>
    public static string Defects(IEnumerable<string> kinds)
    {
        var counts = kinds.CountBy(kind => kind).Select(k => k.Value == 1 ? k.Key : $"{k.Value} {k.Key}").ToList();
        return counts.Count == 0 ? "no defects" : string.Join(" + ", counts);
    }

    /// <summary>Name of a property in sentences.</summary>
    public static string Name(Property property) => Quantity.Of(property).Name;

    /// <summary>Name of a property beside columns in eV: its unit follows where that is another.</summary>
    public static string NameAndUnit(Property property) => Quantity.Of(property) is { Unit: not "eV" } other
        ? $"{other.Name} ({other.Unit})"
        : Name(property);

    /// <summary>How the sites of a pair lie to the layer's middle plane, in lower case.</summary>
    public static string Name(Side side) => side.ToString().ToLowerInvariant();

    private static string Number(double? value, string format)
    {
        if (value is not { } number || !double.IsFinite(number))
            return None;
        var text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAnyExcept("-0.") < 0 ? text.TrimStart('-') : text;
    }
}
