using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Books;

/// <summary>A book's law with its numbers to the digits that the points tell: 1.85(3).</summary>
public static class WrittenLaw
{
    /// <summary>The form.</summary>
    public static string Form(BookLaw law, FormulaLanguage language)
    {
        string[] names = ["r", .. law.OwnNames];
        var form = FormulaText.Parse(law.Form, names);
        return FormulaText.Print(form, language, names, numbers: [.. form.Constants.Select(value => Shared(law, value))]);
    }

    /// <summary>A number.</summary>
    public static string Number(StatedNumber number) =>
        NumberText.WithError(number.Value, number.StandardError ?? double.PositiveInfinity);

    // In the text a number may stand with the other sign.
    private static string Shared(BookLaw law, double value) =>
        Number(law.Shared.FirstOrDefault(n => Math.Abs(n.Value) == Math.Abs(value)) is { } number
            ? number with { Value = value }
            : new StatedNumber(value, 0));
}
