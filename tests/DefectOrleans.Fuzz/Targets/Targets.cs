using System.Text;

namespace DefectOrleans.Fuzz;

/// <summary>All that is fuzzed. Another reader is a target more in one of these lists, or a list of its own here.</summary>
internal static class Targets
{
    /// <summary>The targets.</summary>
    public static IEnumerable<Target> All() =>
    [
        .. StructureTargets.All(),
        .. TableTargets.All(),
        .. FormulaTargets.All(),
        .. BookTargets.All(),
        .. SearchTargets.All(),
        .. ApiTargets.All(),
    ];

    /// <summary>A reader of text.</summary>
    public static Target OfText(string name, Action<string> read, params string[] samples) =>
        new(name, [.. samples.Select(Encoding.UTF8.GetBytes)], bytes => read(Encoding.UTF8.GetString(bytes)));
}
