using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Cli.Words;

/// <summary>Operators and functions of formulas as users write them in <c>--functions</c>.</summary>
internal static class FunctionNames
{
    /// <summary>Before a word: that operator too, beside the usual ones.</summary>
    private const char Too = '+';

    /// <summary>Words of what searches use unless told otherwise.</summary>
    public static IReadOnlyList<string> Usual { get; } = [.. OperatorRegistry.All.Where(o => o.IsUsual).Select(o => o.Option)];

    /// <summary>Words of what they use only when asked.</summary>
    public static IReadOnlyList<string> Others { get; } = [.. OperatorRegistry.All.Where(o => !o.IsUsual).Select(o => o.Option)];

    /// <summary>All words that may be said.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Usual, .. Others, .. Usual.Concat(Others).Select(word => Too + word)];

    /// <summary>Words of two operands: without one of them no formula is more than a variable in functions.</summary>
    public static IEnumerable<string> Joining => OperatorRegistry.All.Where(o => o.Arity == 2 && o.IsUsual).Select(o => o.Option);

    /// <summary>What the option says in the help.</summary>
    public static string Help =>
        $"What formulas are built from: {string.Join(',', Usual)}, or some of them; "
            + $"{string.Join(", ", Others.Select(word => Too + word))} add to these.";

    /// <summary>The operators of some words; the usual ones where there are none, or all say "too".</summary>
    public static TokenSet Of(IReadOnlyCollection<string> words) => words.Aggregate(
        words.All(word => word.StartsWith(Too))
            ? OperatorRegistry.Usual
            : default, (set, word) => set.With(Named(word.TrimStart(Too)).Token));

    private static Operator Named(string word) => OperatorRegistry.All.First(o => o.Option == word);
}
