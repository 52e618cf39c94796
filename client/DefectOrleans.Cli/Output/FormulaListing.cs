using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Output;

/// <summary>Formulas for other programs.</summary>
internal static class FormulaListing
{
    /// <summary>Writes formulas as a program or document of a language.</summary>
    public static void Write(TextWriter writer, FormulaLanguage language, IReadOnlyCollection<BookFormula> formulas)
    {
        switch (language)
        {
            case FormulaLanguage.Latex:
                WriteLatex(writer, formulas);
                break;
            case FormulaLanguage.SymPy:
                WriteSymPy(writer, formulas);
                break;
            case FormulaLanguage.Python:
                WritePython(writer, formulas);
                break;
            case FormulaLanguage.CSharp:
                WriteCSharp(writer, formulas);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(language), language, "no document is written in it");
        }
    }

    /// <summary>LaTeX, an equation a line, rounded for reading.</summary>
    private static void WriteLatex(TextWriter writer, IEnumerable<BookFormula> formulas)
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
    private static void WriteSymPy(TextWriter writer, IReadOnlyCollection<BookFormula> formulas)
    {
        string[] always = ["symbols", "sqrt", "sin", "cos", "exp", "log", "pi"];
        var written = formulas.Select(f => f.Exact(FormulaLanguage.SymPy)).ToList();
        var others = FormulaText.FunctionsOf(FormulaLanguage.SymPy)
            .Where(name => !always.Contains(name) && written.Any(text => text.Contains($"{name}(", StringComparison.Ordinal)));
        writer.WriteLine($"from sympy import {string.Join(", ", [.. always, .. others])}");
        writer.WriteLine();
        writer.WriteLine($"r = symbols(\"r\", positive=True)  # distance in angstrom; {Values(formulas)}");
        WriteDictionary(writer, formulas, f => f.Exact(FormulaLanguage.SymPy));
    }

    /// <summary>A Python module of functions of r; the same lists.</summary>
    private static void WritePython(TextWriter writer, IReadOnlyCollection<BookFormula> formulas)
    {
        writer.WriteLine("from math import *");
        writer.WriteLine();
        writer.WriteLine($"# r is the distance in angstrom; {Values(formulas)}");
        WriteDictionary(writer, formulas, f => $"lambda r: {f.Exact(FormulaLanguage.Python)}");
    }

    private static void WriteDictionary(TextWriter writer, IEnumerable<BookFormula> formulas, Func<BookFormula, string> written)
    {
        writer.WriteLine("formulas = {");
        foreach (var group in Groups(formulas))
            writer.WriteLine($"    ({Key(group.Key)}): [{string.Join(", ", group.Select(written))}],");
        writer.WriteLine("}");
    }

    /// <summary>A C# class of functions of r; the same lists.</summary>
    private static void WriteCSharp(TextWriter writer, IReadOnlyCollection<BookFormula> formulas)
    {
        const string Map = "Dictionary<(string PairType, string Side, string Property), Func<double, double>[]>";
        writer.WriteLine("using System;");
        writer.WriteLine("using System.Collections.Generic;");
        writer.WriteLine();
        writer.WriteLine($"/// <summary>Of the distance r in angstrom; {Values(formulas)}.</summary>");
        writer.WriteLine("public static class Formulas");
        writer.WriteLine("{");
        writer.WriteLine($"    public static readonly {Map} All = new {Map}");
        writer.WriteLine("    {");
        foreach (var group in Groups(formulas))
        {
            var functions = string.Join(", ", group.Select(f => $"r => {f.Exact(FormulaLanguage.CSharp)}"));
            writer.WriteLine($"        [({Key(group.Key)})] = new Func<double, double>[] {{ {functions} }},");
        }
        writer.WriteLine("    };");
        writer.WriteLine("}");
    }

    private static IEnumerable<IGrouping<(string Type, Side Side, Property Property), BookFormula>> Groups(
        IEnumerable<BookFormula> formulas) => formulas.GroupBy(f => (f.Of.PairType, f.Of.Side, f.Of.Property));

    private static string Key((string Type, Side Side, Property Property) of) =>
        $"\"{of.Type}\", \"{Written.Name(of.Side)}\", \"{Quantity.Of(of.Property).Word}\"";

    private static string Values(IEnumerable<BookFormula> formulas) => "values in eV" + string.Concat(formulas
        .Select(f => Quantity.Of(f.Of.Property)).Distinct().Where(q => q.Unit != "eV").Select(q => $", {q.Word} in {q.Unit}"));

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
