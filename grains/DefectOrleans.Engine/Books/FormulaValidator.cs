using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Books;

/// <summary>What is wrong with a book's formula.</summary>
internal static class FormulaValidator
{
    /// <summary>Its faults; none where it can be used.</summary>
    /// <param name="where">Where in the book it stands.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="variables">Names of its variables.</param>
    public static IEnumerable<string> Faults(string where, Formula formula, string[] variables)
    {
        foreach (var fault in TextFaults(formula.Text, variables))
            yield return $"{where}: {fault}";
        if (formula.Complexity < 0)
            yield return $"{where}: a complexity of {formula.Complexity}; expected none below 0";
        if (!IsError(formula.MeanAbsoluteError) || !IsError(formula.LeftOutError ?? 0))
            yield return $"{where}: errors of {formula.MeanAbsoluteError} and {formula.LeftOutError} eV; expected finite "
                + "numbers, none below 0";
    }

    /// <summary>Whether a number may be told as an error or uncertainty.</summary>
    public static bool IsError(double value) => double.IsFinite(value) && value >= 0;

    private static IEnumerable<string> TextFaults(string text, string[] variables)
    {
        // Before anything is read: a long text would be long work.
        if (text.Length > BookLimits.FormulaText)
            return [$"a formula of {text.Length} characters; expected at most {BookLimits.FormulaText}"];
        Expression expression;
        try
        {
            expression = FormulaText.Parse(text, variables);
        }
        catch (InputException fault)
        {
            return [fault.Message];
        }
        return SizeFaults(expression);
    }

    private static IEnumerable<string> SizeFaults(Expression expression)
    {
        if (expression.Tokens.Length > BookLimits.Tokens)
            yield return $"a formula of {expression.Tokens.Length} tokens; expected at most {BookLimits.Tokens}";
        if (expression.Constants.Length > BookLimits.Constants)
            yield return $"a formula of {expression.Constants.Length} constants; expected at most {BookLimits.Constants}";
        if (PrefixOrder.Depth(expression.Tokens.AsSpan()) is var depth and > BookLimits.Depth)
            yield return $"a formula of {depth} operators within each other; expected at most {BookLimits.Depth}";
        if (expression.Constants.FirstOrDefault(c => !double.IsFinite(c), 0) is var number && !double.IsFinite(number))
            yield return $"a formula with the constant {number}; expected finite numbers";
    }
}
