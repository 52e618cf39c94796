using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>Fits the numbers of a form that a user gives to one table or many.</summary>
public static class FormFit
{
    private const int Runs = 4;

    /// <summary>The best numbers of several runs with seeds of their own.</summary>
    /// <param name="form">The form.</param>
    /// <param name="tables">Tables, laid out without places between their points.</param>
    /// <param name="seed">Drives the starts.</param>
    /// <exception cref="InputException">There are more numbers than points, or the form has no value at them.</exception>
    public static DescribedLaw Fit(GivenForm form, LawTables tables, ulong seed)
    {
        var tokens = form.Tokens.AsSpan();
        bool[] held = [.. Enumerable.Range(0, PrefixOrder.CountConstants(tokens)).Select(form.Fixed.ContainsKey)];
        Check(form, tables);
        var starts = new LawStarts(tables);
        var (best, least) = (default(double[]), double.PositiveInfinity);
        for (var run = 0; run < Runs; run++)
        {
            var numbers = Unknown(form, tables.Count);
            var cost = starts.Run(tokens, numbers, LawEffort.Thorough, seed + (ulong)run, held, form.Ties.AsSpan());
            if (cost < least)
                (best, least) = (numbers, cost);
        }
        if (best is null)
            throw new InputException(
                "--form: no value at some point, whatever its numbers; expected a form that has a value at every point");
        return new LawLength(tables).Of(new Expression(form.Tokens, [.. best]), held, form.Ties.AsSpan());
    }

    private static double[] Unknown(GivenForm form, int tables)
    {
        var (numbers, constant) = (new List<double>(), 0);
        foreach (var token in form.Tokens)
        {
            if (Token.IsFitted(token))
                numbers.AddRange(Enumerable.Repeat(
                    form.Fixed.GetValueOrDefault(constant++, double.NaN), token == Token.Constant ? tables : 1));
        }
        return [.. numbers];
    }

    private static void Check(GivenForm form, LawTables tables)
    {
        var own = form.Own;
        var free = own * tables.Count + form.Names.Length - own;
        var points = tables.Tables.Sum(table => table.Count);
        if (free > points)
            throw new InputException($"--form: {free} numbers to fit to {points} points; expected at most as many as points");
        if (tables.Tables.FirstOrDefault(table => table.Count < own) is { } few)
            throw new InputException(
                $"--form: {own} own numbers for a group of {few.Count} points; expected at most as many as points, or "
                    + "--shared ones");
    }
}
