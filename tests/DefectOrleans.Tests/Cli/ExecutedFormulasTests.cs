using System.Globalization;
using System.Text.Json.Nodes;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Tests.Formulas.Text;

namespace DefectOrleans.Tests.Cli;

/// <summary>What <c>formulas</c> and <c>fit</c> print for other programs, run by them.</summary>
public sealed class ExecutedFormulasTests : IClassFixture<MadeUpData>, IDisposable
{
    private static readonly double[] Distances = [2.31, 3.7, 11.25];

    private readonly TemporaryFolder _temporary = new();
    private readonly string _book;

    public ExecutedFormulasTests(MadeUpData data)
    {
        _book = _temporary["book.json"];
        var book = BookFile.Read(data.Book);
        // Beside the true laws what few books hold: numbers alone, other operators.
        string[] texts =
        [
            "0.25", "tanh(r) - 2", "abs(r - 3)^1.5*max(r, 4)/min(r, 5)", "-r^2*exp(-r)", "2.5e-07*r + log(r)*pi",
            "1.1^r - sqrt(r)",
        ];
        var first = book.Pairs[0];
        var odd = first with { Front = [.. texts.Select(text => first.Chosen with { Text = text }), first.Chosen] };
        BookFile.Write(_book, book with { Pairs = [odd, .. book.Pairs.Skip(1)] });
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Python_gives_the_engines_values() => Compare(OtherLanguages.RunPython(
        Listed("python") + "for fs in formulas.values():\n  for f in fs:\n    for r in " + Points
            + ": print(repr(float(f(r))))\n"));

    [Fact]
    public void SymPy_gives_the_engines_values() => Compare(OtherLanguages.RunSymPy(
        Listed("sympy") + "from sympy import N, sympify\nfor fs in formulas.values():\n  for f in fs:\n    for x in " + Points
            + ": print(N(sympify(f).subs(r, x), 17))\n"));

    [Fact]
    public void CSharp_gives_the_engines_values()
    {
        var all = (Dictionary<(string, string, string), Func<double, double>[]>)OtherLanguages.BuildCSharp(Listed("csharp"))
            .GetType("Formulas")!.GetField("All")!.GetValue(null)!;
        Compare(string.Join('\n', all.Values.SelectMany(fs => fs)
            .SelectMany(f => Distances.Select(r => f(r).ToString("R", CultureInfo.InvariantCulture)))));
        Assert.Contains(("V_Nb|V_Te", "middle", "energy"), all.Keys);
    }

    [Fact]
    public void The_formats_are_the_languages_of_fit_and_two_documents() => Assert.Contains(
        $"expected {string.Join(", ", FormulaText.Languages.Select(l => l.Key))}, csv, json",
        CliRun.Of("formulas", _book, "--format", "fortran").Error, StringComparison.Ordinal);

    [Fact]
    public void What_fit_prints_runs_with_names_that_languages_keep()
    {
        var table = _temporary["table.csv"];
        File.WriteAllLines(
            table,
            [
                "E,class,y",
                .. from i in Enumerable.Range(1, 5)
                   from j in Enumerable.Range(1, 5)
                   select FormattableString.Invariant($"{i / 2.0},{j / 3.0},{1.5 * i / 2.0 + j * j / 9.0 - 0.25}"),
            ]);
        var best = JsonNode.Parse(
            CliRun.Of("fit", table, "--target", "y", "--epochs", "2", "--seed", "1", "--json").Out)!["best"]!;
        var value = new CompiledFormula(FormulaText.Parse((string)best["formula"]!, ["E", "class"])).Invoke([1.7, 0.9]);

        var python = OtherLanguages.RunPython($"from math import *\nE, class_ = 1.7, 0.9\nprint(repr({best["python"]}))");
        var sympy = OtherLanguages.RunSymPy(
            "from sympy import *\nprint(N(sympify(" + best["sympy"] + ").subs({Symbol('E'): 1.7, Symbol('class'): 0.9}), 17))");
        var csharp = (double)OtherLanguages.BuildCSharp(
            "using System; public static class Formula { public static double Of(double E, double @class) => "
                + $"{best["csharp"]}; }}").GetType("Formula")!.GetMethod("Of")!.Invoke(null, [1.7, 0.9])!;

        Assert.Equal(value, csharp, 1e-9);
        foreach (var text in new[] { python, sympy }.OfType<string>())
            Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture), 1e-9);
    }

    private static string Points => $"[{string.Join(", ", Distances.Select(r => r.ToString(CultureInfo.InvariantCulture)))}]";

    private string Listed(string format)
    {
        var run = CliRun.Of("formulas", _book, "--format", format, "--pareto");
        Assert.Equal(0, run.Code);
        return run.Out;
    }

    private void Compare(string? output)
    {
        if (output is null)
            return;
        double[] expected =
        [
            .. from listed in BookListing.Of(BookFile.Read(_book), pareto: true)
               let formula = new CompiledFormula(FormulaText.Parse(listed.Formula.Text, ["r"]))
               from r in Distances
               select formula.Invoke(r),
        ];
        var printed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length, printed.Length);
        foreach (var (value, text) in expected.Zip(printed))
            Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture), 1e-9 * Math.Max(1, Math.Abs(value)));
    }
}
