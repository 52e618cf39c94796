using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace DefectOrleans.Engine.Crystals;

/// <summary>The symbols of the 118 elements, and how they stand in files.</summary>
public static class Elements
{
    private static readonly string[] Symbols =
        """
        H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr
        Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu
        Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr
        Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySymbol =
        Symbols.ToFrozenDictionary(symbol => symbol, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Stands for the species of sites that hold no atom: programs write a vacancy as a dummy (X, X0+, Va, Vac) to keep
    /// its place.
    /// </summary>
    internal const string Placeholder = "X";

    private static readonly string[] Placeholders = [Placeholder, "Va", "Vac"];

    /// <summary>Whether the text is an element's symbol, written as usual (Mo, not MO).</summary>
    public static bool IsSymbol(string text) => BySymbol.TryGetValue(text, out var symbol) && symbol == text;

    /// <summary>
    /// The element of a symbol with or without an oxidation state: Mo, Mo4+, S2-, Mo0+; <see cref="Placeholder"/> for a
    /// dummy; null where there is none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static string? OfSpecies(ReadOnlySpan<char> text)
    {
        var letters = LeadingLetters(text);
        return text[letters..].IndexOfAnyExcept("0123456789.+-") < 0 ? Known(text[..letters]) : null;
    }

    /// <summary>
    /// The element that begins a site's label: Mo12, SeA, OW1; <see cref="Placeholder"/> for a dummy's such as Va1; null
    /// where there is none.
    /// </summary>
    internal static string? OfLabel(ReadOnlySpan<char> text)
    {
        var letters = LeadingLetters(text);
        if (Known(text[..letters]) is Placeholder)
            return Placeholder;
        letters = Math.Min(2, letters);
        return Known(text[..letters]) ?? (letters == 2 ? Known(text[..1]) : null);
    }

    private static string? Known(ReadOnlySpan<char> text)
    {
        if (BySymbol.TryGetValue(text, out var symbol))
            return symbol;
        foreach (var dummy in Placeholders)
        {
            if (text.Equals(dummy, StringComparison.OrdinalIgnoreCase))
                return Placeholder;
        }
        return null;
    }

    private static int LeadingLetters(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiLetter(text[count]))
            count++;
        return count;
    }
}
