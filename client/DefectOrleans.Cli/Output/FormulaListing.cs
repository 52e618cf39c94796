using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Output;

/// <summary>Formulas for other programs.</summary>
internal static class FormulaListing
{
    /// <summary>LaTeX, an equation a line, rounded for reading.</summary>
    public static void WriteLatex(TextWriter writer, IEnumerable<BookFormula> formulas)
    {
        foreach (var formula in formulas)
        {
            writer.WriteLine($"% {formula.Channel}, {Written.NameAndUnit(formula.Of.Property)}");
            writer.WriteLine($@"\[ {Symbol(formula.Of)}(r) = {formula.Rounded(FormulaLanguage.Latex)} \]");
        }
    }

    /// <summary>
    /// A Python module of SymPy expressions, full precision: a list per pair type, side and property, simplest first.
    /// </summary>
    public static void WriteSymPy(TextWriter writer, IEnumerable<BookFormula> formulas)
    {
        writer.WriteLine("from sympy import symbols, sqrt, sin, cos, exp, log, pi");
        writer.WriteLine();
        writer.WriteLine("r = symbols(\"r\", positive=True)  # distance in angstrom; values in eV");
        writer.WriteLine("formulas = {");
        foreach (var group in formulas.GroupBy(f => (f.Of.PairType, f.Of.Side, f.Of.Property)))
        {
            var expressions = string.Join(", ", group.Select(f => f.Exact(FormulaLanguage.SymPy)));
            var (type, side, property) = group.Key;
            writer.WriteLine($"    (\"{type}\", \"{Written.Name(side)}\", \"{Quantity.Of(property).Word}\"): [{expressions}],");
        }
        writer.WriteLine("}");
    }

    /// <summary>CSV, full precision; errors of a property in another unit than eV stand in columns of their own.</summary>
    public static void WriteCsv(TextWriter writer, IReadOnlyCollection<BookFormula> formulas)
    {
        string[] units = [.. formulas.Select(UnitOf).Where(unit => unit != "eV").Distinct().Prepend("eV")];
        CsvDocuments.Write(
            writer,
            [
                "pair_type", "side", "property", "chosen", "complexity",
                .. units.SelectMany(unit => (string[])[$"mae_m{unit}", $"left_out_m{unit}"]), "formula",
            ],
            formulas.Select(f => (string[])
            [
                f.Of.PairType,
                Written.Name(f.Of.Side),
                Quantity.Of(f.Of.Property).Word,
                f.IsChosen ? "yes" : "no",
                Written.Count(f.Complexity),
                .. units.SelectMany(unit => unit == UnitOf(f)
                    ? (string[])[
                        CsvDocuments.Number(1000 * f.Formula.MeanAbsoluteError),
                        CsvDocuments.Number(1000 * f.Formula.LeftOutError)
                    ]
                    : ["", ""]),
                f.Exact(FormulaLanguage.Text),
            ]));
    }

    private static string UnitOf(BookFormula formula) => Quantity.Of(formula.Of.Property).UnitKey;

    private static string Symbol(PairFormula of)
    {
        var name = Quantity.Of(of.Property).Symbol.Latex;
        var pair = of.PairType.Replace("_", @"\_", StringComparison.Ordinal).Replace("|", @",\,", StringComparison.Ordinal);
        var side = of.Side == Side.Middle ? "" : $@",\ {Written.Name(of.Side)}";
        return $@"{name}_{{\mathrm{{{pair}{side}}}}}";
    }
}
