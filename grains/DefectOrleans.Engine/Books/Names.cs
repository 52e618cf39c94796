using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Books;

/// <summary>Names in what comes from outside: how long they may be, and how they are shown in a message of one line.</summary>
internal static class Names
{
    private const int Shortened = 60;

    /// <summary>A name as a message shows it: not long, and without what would break the line.</summary>
    public static string Shown(string name)
    {
        var some = name.Length > Shortened ? name[..Shortened] + "…" : name;
        return string.Create(some.Length, some, static (letters, from) =>
        {
            for (var i = 0; i < letters.Length; i++)
                letters[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) ? '?' : from[i];
        });
    }

    /// <summary>What is wrong with a name; null where nothing is.</summary>
    public static string? Fault(string what, string name) => name switch
    {
        "" => $"{what} is empty; expected a name",
        { Length: > BookLimits.Name } =>
            $"{what} '{Shown(name)}' has {name.Length} characters; expected at most {BookLimits.Name}",
        _ when name.Any(char.IsControl) => $"{what} '{Shown(name)}' holds a control character; expected a name on one line",
        _ => null,
    };

    /// <summary>What is wrong with a defect kind's name; null where nothing is.</summary>
    public static string? KindFault(string name)
    {
        if (name.Length > BookLimits.Name || !DefectKind.TryParse(name, out var kind))
            return $"'{Shown(name)}' is no defect kind; expected a name such as V_S (vacancy) or W_Mo (W on a Mo site)";
        var stranger = kind.Element is { } element && !Elements.IsSymbol(element)
            ? element
            : Elements.IsSymbol(kind.Site) ? null : kind.Site;
        return stranger is null
            ? null
            : $"'{Shown(stranger)}' of the defect kind '{Shown(name)}' is no element; expected a symbol such as Mo";
    }
}
