using System.Globalization;
using System.Text.RegularExpressions;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Plots;

/// <summary>Words and numbers in figures.</summary>
internal static partial class Wording
{
    /// <summary>A text whose material gets its numbers as subscripts, in the way of defect kinds: MoS_2.</summary>
    public static string Chemical(string text, string material) =>
        text.Replace(material, Numbers().Replace(material, "_$0"), StringComparison.Ordinal);

    /// <summary>The symbol of a property as a function of the distance.</summary>
    public static string Symbol(Property property) => $"{Quantity.Of(property).Symbol.Text}(r)";

    /// <summary>Which structures a figure of whole structures shows.</summary>
    public static string Tested(StructureGroups groups) =>
        $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(groups.Folder))}: "
        + $"{Count(groups.All.Values.Length, "structure", "structures")} not used in training"
        + (groups.Beyond == 0 ? "" : $"; {Count(groups.Beyond, "more has", "more have")} no finite prediction");

    /// <summary>The thousandth of a property's unit, such as meV.</summary>
    public static string Thousandth(Property property) => $"m{Quantity.Of(property).Unit}";

    /// <summary>An error of a property in thousandths of its unit, to three digits.</summary>
    public static string Error(Property property, double error) => $"{Digits(1000 * error)} {Thousandth(property)}";

    /// <summary>A number to three digits, whole from a hundred on.</summary>
    public static string Digits(double number)
    {
        var size = Math.Abs(number);
        var text = number.ToString(
            size is >= 1e6 or (> 0 and < 5e-4)
                ? "0.0E+0"
                : size >= 99.95 ? "0" : size >= 9.995 ? "0.0" : size >= 0.9995 ? "0.00" : "0.000",
            CultureInfo.InvariantCulture);
        return Ticks.Minus(text);
    }

    /// <summary>So many of something.</summary>
    public static string Count(int count, string one, string many) =>
        count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count} {many}");

    [GeneratedRegex("(?<=[A-Za-z])[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
