using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Books;

/// <summary>What is wrong with a book's readings and laws.</summary>
internal static class ReadingValidator
{
    private static readonly string[] Variables = ["r"];

    /// <summary>Their faults; none where they can be used.</summary>
    public static IEnumerable<string> Faults(FormulaBook book) =>
        Head(book).Concat(book.Readings.SelectMany((reading, i) => Reading($"readings[{i}]", reading, book)))
            .Concat(book.Laws.SelectMany((law, i) => Law($"laws[{i}] ({law.Property})", law)));

    private static IEnumerable<string> Head(FormulaBook book)
    {
        var all = book.Readings.Select(r => r.Reading).Append(book.Reading).ToList();
        if (all.FirstOrDefault(r => !Enum.IsDefined(r)) is var stranger && !Enum.IsDefined(stranger))
            yield return $"a reading {(int)stranger}; expected {string.Join(", ", Enum.GetNames<Reading>())}";
        if (all.Distinct().Count() < all.Count)
            yield return $"readings {string.Join(", ", all)}; expected each once";
        if (book.ReadingReason.Length > BookLimits.Reason)
            yield return $"a reason of {book.ReadingReason.Length} characters; expected at most {BookLimits.Reason}";
        if (book.Laws.Select(l => l.Property).Distinct().Count() < book.Laws.Count)
            yield return "several laws of one property; expected one";
    }

    private static IEnumerable<string> Reading(string where, BookReading reading, FormulaBook book)
    {
        if (reading.Formulas.Count != book.Pairs.Count)
            yield return $"{where}: {reading.Formulas.Count} formulas; expected one for each of {book.Pairs.Count} pairs";
        if (!reading.Singles.Select(s => s.Kind).SequenceEqual(book.Singles.Select(s => s.Kind)))
            yield return $"{where}: energies of {reading.Singles.Count} single defects; expected those of the book in its order";
        if (!double.IsFinite(reading.ReferenceEnergy) || reading.Singles.Any(s => !double.IsFinite(s.Energy ?? 0)))
            yield return $"{where}: an energy is no finite number";
        foreach (var fault in reading.Formulas
            .SelectMany((f, i) => FormulaValidator.Faults($"{where}, formulas[{i}]", f, Variables)))
            yield return fault;
        foreach (var fault in CalibrationValidator.Faults($"{where}, ", reading.Calibrations))
            yield return fault;
    }

    private static IEnumerable<string> Law(string where, BookLaw law)
    {
        if (!Enum.IsDefined(law.Property))
            yield return $"{where}: no such property; expected {string.Join(", ", Enum.GetNames<Property>())}";
        if (law.OwnNames.Any(name => name.Length != 1) || law.OwnNames.Distinct().Count() < law.OwnNames.Count)
            yield return $"{where}: names {string.Join(", ", law.OwnNames.Select(Names.Shown))}; expected different letters";
        else if (FormFault(law) is { } fault)
            yield return $"{where}: {fault}";
        if (law.Members.Any(m => m.Own.Count != law.OwnNames.Count))
            yield return $"{where}: a channel has more or fewer own numbers than {law.OwnNames.Count}";
        if (law.Members.SelectMany(m => m.Own).Concat(law.Shared).Any(n => !IsStated(n)))
            yield return $"{where}: a number or its error is no finite number";
        foreach (var (pair, side) in law.Members.Select(m => (m.PairType, m.Side))
            .Concat(law.Exceptions.Select(e => (e.PairType, e.Side))))
        {
            if (!Enum.IsDefined(side) || Names.Fault("a pair type", pair) is not null)
                yield return $"{where}: '{Names.Shown(pair)}', side {side}, is no channel";
        }
    }

    private static string? FormFault(BookLaw law)
    {
        if (law.Form.Length > BookLimits.FormulaText)
            return $"a form of {law.Form.Length} characters; expected at most {BookLimits.FormulaText}";
        try
        {
            FormulaText.Parse(law.Form, [.. Variables, .. law.OwnNames]);
            return null;
        }
        catch (InputException fault)
        {
            return fault.Message;
        }
    }

    private static bool IsStated(StatedNumber number) =>
        double.IsFinite(number.Value) && FormulaValidator.IsError(number.StandardError ?? 0);
}
