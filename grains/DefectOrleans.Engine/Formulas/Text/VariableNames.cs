using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>
/// What each language calls the variables of a formula: their own names, but for those that the language keeps for itself
/// or can't say. No two variables get one name, and none gets another's. C# writes its keywords @class, SymPy makes symbols of
/// any name: Symbol('E').
/// </summary>
public static partial class VariableNames
{
    private const string PythonKeywords =
        "False None True and as assert async await break class continue def del elif else except finally for from global if "
        + "import "
        + "in is lambda nonlocal not or pass raise return try while with yield";

    private const string CSharpKeywords =
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else "
        + "enum "
        + "event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long "
        + "namespace new null object operator out override params private protected public readonly ref return sbyte sealed "
        + "short "
        + "sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using "
        + "virtual void volatile while";

    private static readonly Dictionary<FormulaLanguage, HashSet<string>> Taken = new()
    {
        [FormulaLanguage.Text] = [.. OperatorRegistry.All.SelectMany(o => o.CallNames), "pi"],
        [FormulaLanguage.Latex] = [],
        [FormulaLanguage.Python] = [.. PythonKeywords.Split(' '), "math", "pi", .. Called(FormulaLanguage.Python)],
        [FormulaLanguage.SymPy] = [],
        [FormulaLanguage.CSharp] = ["Math", "System"],
    };

    private static readonly HashSet<string> Verbatim = [.. CSharpKeywords.Split(' ')];

    private static readonly HashSet<string> NoSymbols =
        [.. PythonKeywords.Split(' '), "pi", .. Called(FormulaLanguage.SymPy), .. SymPyNames()];

    /// <summary>The names in a language, one a variable.</summary>
    /// <param name="language">The language.</param>
    /// <param name="names">The variables' own names, which may be any text.</param>
    public static ImmutableArray<string> In(FormulaLanguage language, IReadOnlyList<string> names)
    {
        var said = names.Select((name, k) => Plain(name, k)).ToArray();
        for (var k = 0; k < said.Length; k++)
        {
            // Where a name has to be changed, the one that needs no change has the first claim.
            if (said[k] == names[k] && !Taken[language].Contains(said[k]))
                continue;
            while (Taken[language].Contains(said[k]) || names.Contains(said[k])
                || said.Where((_, other) => other != k).Contains(said[k]))
                said[k] += "_";
        }
        return language switch
        {
            FormulaLanguage.CSharp => [.. said.Select(name => Verbatim.Contains(name) ? "@" + name : name)],
            FormulaLanguage.SymPy => [.. said.Select(name => NoSymbols.Contains(name) ? $"Symbol('{name}')" : name)],
            _ => [.. said],
        };
    }

    /// <summary>Letters, digits and underscores, a letter first.</summary>
    private static string Plain(string name, int index)
    {
        if (Identifier().IsMatch(name))
            return name;
        var plain = Other().Replace(name, "_").Trim('_');
        return plain.Length == 0 ? $"x{index + 1}" : char.IsAsciiDigit(plain[0]) ? $"x{index + 1}_{plain}" : plain;
    }

    /// <summary>Names of functions that a language's formulas call.</summary>
    internal static IEnumerable<string> Called(FormulaLanguage language) => OperatorRegistry.All
        .Select(entry => FormulaText.FormOf(entry, language).Before).Where(before => before.EndsWith('('))
        .Select(before => before[..^1]);

    private static IEnumerable<string> SymPyNames()
    {
        const string Resource = "DefectOrleans.Engine.sympy-names.txt";
        using var stream = typeof(VariableNames).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The engine was built without its resource {Resource}.");
        using var reader = new StreamReader(stream);
        return [
            .. reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#'))
                .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        ];
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
