using System.Diagnostics.CodeAnalysis;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// What stands where in a point defect: the element on the site, or null for a vacancy, and the element that belongs
/// there. Written <c>V_S</c> (vacancy) or <c>W_Mo</c> (W on a Mo site). Vanadium on a site is written <c>V23_S</c>,
/// by its atomic number, since V stands for the vacancy.
/// </summary>
public readonly record struct DefectKind(string? Element, string Site) : IComparable<DefectKind>
{
    private const string Vanadium = "V";
    private const string VanadiumName = "V23";

    /// <summary>Whether the site is empty.</summary>
    public bool IsVacancy => Element is null;

    /// <summary>The kind of the written name.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out DefectKind kind)
    {
        kind = default;
        if (name?.Split('_') is not [{ Length: > 0 } element, { Length: > 0 } site])
            return false;
        kind = new DefectKind(element switch { "V" => null, VanadiumName => Vanadium, _ => element }, site);
        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="InputException">The name is none of a defect kind.</exception>
    public static DefectKind Parse(string name) => TryParse(name, out var kind)
        ? kind
        : throw new InputException($"'{name}' is no defect kind; expected a name such as V_S (vacancy) or W_Mo (W on a Mo site)");

    /// <inheritdoc/>
    public int CompareTo(DefectKind other) => string.CompareOrdinal(ToString(), other.ToString());

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Element switch { null => "V", Vanadium => VanadiumName, _ => Element }}_{Site}";
}
