using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;

namespace DefectOrleans.Fuzz;

/// <summary>Formulas as text: read, printed in every language, read again, evaluated.</summary>
internal static class FormulaTargets
{
    private static readonly string[] Names = ["r", "long name", "x1"];

    public static IEnumerable<Target> All() =>
    [
        Targets.OfText("formula", Read, "2.31*exp(-0.62*r)*cos(2.97*r + 0.41)", "-r^2 + (r - 1)^(x1 + 1.5)",
            "sqrt(log(sin(r)))/pi - 1.5e-07*long name", "pow(r, 3) + square(r) - -0.3*ln(r) ** 2"),
        Targets.OfText("form", text => GivenForm.Read(text, ["r"], ["a"], null), "a*exp(-r/l) + c", "a*(1 - 2*c/r)^2 + pi"),
    ];

    private static void Read(string text)
    {
        var formula = FormulaText.Parse(text, Names);
        foreach (var language in Enum.GetValues<FormulaLanguage>())
        {
            FormulaText.Print(formula, language, Names, digits: 3);
            FormulaText.Print(formula, language, Names);
        }
        var printed = FormulaText.Print(formula, names: Names);
        if (printed.Length <= FormulaText.LongestText)
            ReadAgain(formula, printed);
        var compiled = new CompiledFormula(formula);
        compiled.Invoke([0.7, 1.3, 2.9]);
        if (compiled.VariableCount > 1)
            return;
        compiled.InvokeWithSlope(2.5);
        compiled.Invoke([1, 2, 3.5], new double[3]);
    }

    private static void ReadAgain(Expression formula, string printed)
    {
        Expression again;
        try
        {
            again = FormulaText.Parse(printed, Names);
        }
        catch (InputException fault) when (fault.Message.Contains("no more than", StringComparison.Ordinal))
        {
            // Signs and parentheses that the first text did without.
            return;
        }
        double[] point = [0.7, 1.3, 2.9];
        var (one, other) = (new CompiledFormula(formula).Invoke(point), new CompiledFormula(again).Invoke(point));
        if (!one.Equals(other))
            throw new InvalidOperationException($"{one} printed and read again is {other}");
    }
}
