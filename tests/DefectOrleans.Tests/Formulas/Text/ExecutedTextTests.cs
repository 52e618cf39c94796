using System.Globalization;
using System.Text;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Formulas.Text;

/// <summary>Canonical formulas as people read them, run by the languages that they are written in.</summary>
public class ExecutedTextTests
{
    private const double X1 = 1.1, X2 = 1.2;

    private static readonly (Expression Formula, double Value)[] Formulas = Draw();

    [Fact]
    public void Readable_Python_gives_the_engines_values()
    {
        if (OtherLanguages.RunPython(Program("from math import *\nx1, x2 = 1.1, 1.2\n", FormulaLanguage.Python, "print({0})"))
            is { } output)
            Compare(output);
    }

    [Fact]
    public void Readable_SymPy_gives_the_engines_values()
    {
        if (OtherLanguages.RunSymPy(
            Program("from sympy import *\nx1, x2 = symbols('x1 x2')\n", FormulaLanguage.SymPy,
                "print(N(sympify({0}).subs({{x1: 1.1, x2: 1.2}}), 17))")) is { } output)
            Compare(output);
    }

    [Fact]
    public void Readable_CSharp_gives_the_engines_values()
    {
        var functions = Program("", FormulaLanguage.CSharp, "        (x1, x2) => {0},");
        var built = OtherLanguages.BuildCSharp($$"""
            using System;
            public static class Formulas
            {
                public static readonly Func<double, double, double>[] All = new Func<double, double, double>[]
                {
            {{functions}}
                };
            }
            """);
        var all = (Func<double, double, double>[])built.GetType("Formulas")!.GetField("All")!.GetValue(null)!;
        Compare(string.Join('\n', all.Select(f => f(X1, X2).ToString("R", CultureInfo.InvariantCulture))));
    }

    /// <summary>
    /// Formulas of all operators; those whose value hangs on the last digits of their numbers tell nothing of a text. An operand
    /// without a value, as in max(x1, log(0)), is an error in Python and passed over elsewhere.
    /// </summary>
    private static (Expression, double)[] Draw()
    {
        const int Steps = 24;
        const double Tilt = 1e-12;
        var allowed = (OperatorRegistry.Tokens | FormulaRules.Variables(2)).With(Token.Constant);
        var rows = RandomFormulas.Draw(600, new FormulaRules { MaxLength = 20, Allowed = allowed }, Steps, seed: 21);
        var random = new SeededRandom(4);
        var drawn = new List<(Expression, double)>();
        for (var row = 0; row < rows.Length; row += Steps)
        {
            byte[] tokens = [.. rows.AsSpan(row, Steps).ToArray().TakeWhile(token => token != Token.End)];
            double[] constants = [.. tokens.Where(token => token == Token.Constant).Select(_ => random.NextUniform(-3, 3))];
            var formula = CanonicalForm.Of(new Expression([.. tokens], [.. constants]));
            var compiled = new CompiledFormula(formula);
            var value = compiled.Invoke([X1, X2]);
            var tilted = new CompiledFormula(formula with { Constants = [.. formula.Constants.Select(c => c * (1 + Tilt))] });
            if (Math.Abs(value) is > 1e-6 and < 1e6 && Operands(formula).All(double.IsFinite)
                && Math.Abs(tilted.Invoke([X1, X2]) - value) + Math.Abs(compiled.Invoke([X1 * (1 + Tilt), X2]) - value)
                    < 1e-9 * Math.Abs(value))
                drawn.Add((formula, value));
        }
        return [.. drawn];
    }

    private static IEnumerable<double> Operands(Expression formula)
    {
        for (int start = 0, constant = 0; start < formula.Tokens.Length; start++)
        {
            var end = start;
            for (var open = 1; open > 0; end++)
                open += OperatorRegistry.Arity(formula.Tokens[end]) - 1;
            var tokens = formula.Tokens[start..end];
            var constants = formula.Constants.Skip(constant).Take(tokens.Count(token => token == Token.Constant));
            yield return new CompiledFormula(new Expression(tokens, [.. constants])).Invoke([X1, X2]);
            constant += formula.Tokens[start] == Token.Constant ? 1 : 0;
        }
    }

    private static string Program(string head, FormulaLanguage language, string line)
    {
        var program = new StringBuilder(head);
        foreach (var (formula, _) in Formulas)
            program.AppendFormat(CultureInfo.InvariantCulture, line, FormulaText.Print(formula, language, readable: true))
                .Append('\n');
        return program.ToString();
    }

    private static void Compare(string output)
    {
        var printed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(Formulas.Length > 250, $"{Formulas.Length} formulas");
        Assert.Equal(Formulas.Length, printed.Length);
        foreach (var ((formula, value), text) in Formulas.Zip(printed))
            Assert.True(
                Math.Abs(double.Parse(text, CultureInfo.InvariantCulture) - value) <= 1e-9 * Math.Max(1, Math.Abs(value)),
                $"{FormulaText.Print(formula)}: {value:R}, printed {text}");
    }
}
