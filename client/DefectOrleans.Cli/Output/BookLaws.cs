using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas.Text;
using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>A book's laws for people and for programs: the form, and each channel's own numbers with their errors.</summary>
internal static class BookLaws
{
    /// <summary>Writes a law and the table of own numbers.</summary>
    public static void Write(IAnsiConsole console, BookLaw law, FormulaBook book)
    {
        var shared = law.Shared.Count == 0 ? "" : $", {law.Shared.Count} shared";
        console.Line(
            $"{Quantity.Of(law.Property).Symbol.Text}(r) = {WrittenLaw.Form(law, FormulaLanguage.Text)}   for "
                + $"{law.Members.Count} pairs, {law.OwnNames.Count} own numbers{shared}, complexity {law.Complexity}");
        var table = Tables.New(1, ["Pair", .. law.OwnNames, $"MAE (m{Quantity.Of(law.Property).Unit})"]);
        foreach (var member in law.Members)
        {
            table.Add([
                Channel(member.PairType, member.Side), .. member.Own.Select(WrittenLaw.Number),
                Written.MeV(1000 * ErrorOf(book, law.Property, member.PairType, member.Side)),
            ]);
        }
        console.Write(table);
        if (law.Exceptions.Count > 0)
            console.Line("It does not hold for " + string.Join(", ", law.Exceptions.Select(e => Channel(e.PairType, e.Side))));
    }

    /// <summary>A law as a JSON document.</summary>
    public static object Json(BookLaw law) => new
    {
        property = Quantity.Of(law.Property).Word,
        form = law.Form,
        written = WrittenLaw.Form(law, FormulaLanguage.Text),
        latex = WrittenLaw.Form(law, FormulaLanguage.Latex),
        complexity = law.Complexity,
        own = law.OwnNames,
        shared = law.Shared.Select(Number),
        members = law.Members.Select(m => new
        {
            pair_type = m.PairType, side = Written.Name(m.Side), numbers = m.Own.Select(Number),
        }),
        exceptions = law.Exceptions.Select(e => new { pair_type = e.PairType, side = Written.Name(e.Side) }),
    };

    private static object Number(StatedNumber number) => new { value = number.Value, standard_error = number.StandardError };

    private static string Channel(string type, Side side) => new PairChannel(PairType.Parse(type), side).ToString();

    private static double? ErrorOf(FormulaBook book, Property property, string type, Side side) =>
        book.Pairs.FirstOrDefault(p => p.Property == property && p.PairType == type && p.Side == side)?.Chosen.MeanAbsoluteError;
}
