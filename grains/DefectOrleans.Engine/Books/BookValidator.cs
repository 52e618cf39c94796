using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Books;

/// <summary>
/// What is wrong with a book that comes from outside. Whoever takes one, from a file or over a wire, asks here before it
/// is stored or answers.
/// </summary>
public static class BookValidator
{
    private const int MostNamed = 10;
    private static readonly string[] PairVariables = ["r"], TripleVariables = ["a", "b", "c"];

    /// <summary>Refuses a book that can't be used; the message names its faults on one line.</summary>
    /// <param name="book">The book.</param>
    /// <param name="name">What the message calls it; null where the reader knows.</param>
    /// <exception cref="InputException">It has faults.</exception>
    public static void Require(FormulaBook book, string? name = null)
    {
        // One more than is told: whether there are others.
        var faults = Faults(book).Take(MostNamed + 1).ToList();
        if (faults.Count == 0)
            return;
        var others = faults.Count > MostNamed ? "; and more" : "";
        throw new InputException($"{(name is null ? "" : name + ": ")}{string.Join("; ", faults.Take(MostNamed))}{others}");
    }

    /// <summary>The faults of a book, found while they are asked for; none where it can be used.</summary>
    public static IEnumerable<string> Faults(FormulaBook book) => Completeness.FirstMissing(book) is { } missing
        ? [$"{missing} is missing or null"]
        : Size(book) is { } tooLarge
            ? [tooLarge]
            : Head(book).Concat(CellValidator.Faults(book.Cell)).Concat(Singles(book.Singles)).Concat(Pairs(book.Pairs))
                .Concat(Triples(book.Triples)).Concat(TermValidator.Faults(book))
                .Concat(CalibrationValidator.Faults("", book.Calibrations)).Concat(ReadingValidator.Faults(book))
                .Concat(Origin(book.Provenance));

    private static string? Size(FormulaBook book)
    {
        var formulas = book.Pairs.Sum(p => 1L + p.Front.Count) + book.Triples.Sum(t => 1L + t.Front.Count)
            + book.Readings.Sum(r => (long)r.Formulas.Count) + book.Laws.Sum(l => 1L + l.Members.Count + l.Exceptions.Count);
        return (book.Singles.Count, book.Pairs.Count, book.Triples.Count, formulas,
            book.Provenance.Training.Sum(f => (long)f.Count)) switch
        {
            ( > BookLimits.Singles, _, _, _, _) => $"{book.Singles.Count} single defects; expected at most {BookLimits.Singles}",
            (_, > BookLimits.Entries, _, _, _) => $"{book.Pairs.Count} entries of pairs; expected at most {BookLimits.Entries}",
            (_, _, > BookLimits.Entries, _, _) =>
                $"{book.Triples.Count} entries of triples; expected at most {BookLimits.Entries}",
            (_, _, _, > BookLimits.Formulas, _) => $"{formulas} formulas; expected at most {BookLimits.Formulas}",
            (_, _, _, _, > BookLimits.Training and var ids) =>
                $"{ids} training structures; expected at most {BookLimits.Training}",
            _ => null,
        };
    }

    private static IEnumerable<string> Head(FormulaBook book)
    {
        if (Names.Fault("the material", book.Material) is { } fault)
            yield return fault;
        if (!Enum.IsDefined(book.Levels))
            yield return $"levels of the reference {(int)book.Levels}; expected "
                + $"{string.Join(", ", Enum.GetNames<LevelReference>())}";
        if (!Enum.IsDefined(book.GapRule))
            yield return $"a gap by rule {(int)book.GapRule}; expected {string.Join(", ", Enum.GetNames<GapRule>())}";
        if (!double.IsFinite(book.ReferenceEnergy))
            yield return $"the reference energy is {book.ReferenceEnergy}; expected a finite number";
        if (!AreFinite(book.Pristine))
            yield return "the pristine crystal: a level is no finite number";
        if (PropertyValues.Fault(book.Pristine?.Others) is { } other)
            yield return $"the pristine crystal: {other}";
    }

    private static IEnumerable<string> Singles(IReadOnlyList<SingleDefect> singles)
    {
        var known = new HashSet<DefectKind>();
        for (var i = 0; i < singles.Count; i++)
        {
            var where = $"singles[{i}] ({Names.Shown(singles[i].Kind)})";
            if (Names.KindFault(singles[i].Kind) is { } fault)
                yield return $"{where}: {fault}";
            else if (!known.Add(DefectKind.Parse(singles[i].Kind)))
                yield return $"{where}: there is an entry of this kind already; expected one";
            if (!double.IsFinite(singles[i].Energy ?? 0) || !AreFinite(singles[i].Levels))
                yield return $"{where}: its energy or a level is no finite number";
            if (PropertyValues.Fault(singles[i].Levels.Others) is { } other)
                yield return $"{where}: {other}";
        }
    }

    private static IEnumerable<string> Pairs(IReadOnlyList<PairFormula> pairs)
    {
        var known = new HashSet<(PairType, Side, Property)>();
        for (var i = 0; i < pairs.Count; i++)
        {
            var pair = pairs[i];
            var where = $"pairs[{i}] ({Names.Shown(pair.PairType)}, {pair.Side}, {pair.Property})";
            if (pair.PairType.Split('|', 4) is not [var one, var other])
                yield return $"{where}: no pair type; expected two defect kinds such as V_Mo|V_S";
            else if ((Names.KindFault(one) ?? Names.KindFault(other)) is { } fault)
                yield return $"{where}: {fault}";
            else if (!known.Add((PairType.Parse(pair.PairType), pair.Side, pair.Property)))
                yield return $"{where}: there is an entry of this pair type, side and property already; expected one";
            if (!Enum.IsDefined(pair.Side) || !Enum.IsDefined(pair.Property))
                yield return $"{where}: no such side or property; expected {string.Join(", ", Enum.GetNames<Side>())} and "
                    + $"{string.Join(", ", Enum.GetNames<Property>())}";
            foreach (var wrong in Table(where, pair.Table).Concat(Formulas(where, pair.Chosen, pair.Front, PairVariables)))
                yield return wrong;
        }
    }

    private static IEnumerable<string> Table(string where, IReadOnlyList<TablePoint> table)
    {
        if (table.Count > BookLimits.TablePoints)
        {
            yield return $"{where}: a table of {table.Count} distances; expected at most {BookLimits.TablePoints}";
            yield break;
        }
        for (var i = 0; i < table.Count; i++)
        {
            var point = table[i];
            if (!double.IsFinite(point.Distance) || !double.IsFinite(point.Value) || !FormulaValidator.IsError(point.Uncertainty))
                yield return $"{where}, table[{i}]: {point.Value} ± {point.Uncertainty} eV at {point.Distance} Å; expected "
                    + "finite numbers";
            else if (point.Distance < 0 || i > 0 && point.Distance < table[i - 1].Distance)
                yield return $"{where}, table[{i}]: a distance of {point.Distance} Å; expected rising ones, none below 0";
            if (point.Structures < 0 || point.Neighbours < 0)
                yield return $"{where}, table[{i}]: {point.Structures} structures, {point.Neighbours} neighbours; expected none "
                    + "below 0";
        }
    }

    /// <summary>What is wrong with three-body terms; nothing where they can be used.</summary>
    internal static IEnumerable<string> Triples(IReadOnlyList<TripleFormula> triples)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < triples.Count; i++)
        {
            var triple = triples[i];
            var where = $"triples[{i}] ({Names.Shown(triple.Kinds)})";
            if (triple.Kinds.Split('|', 5) is not { Length: 3 } kinds
                || !kinds.Order(StringComparer.Ordinal).SequenceEqual(kinds))
                yield return $"{where}: expected three defect kinds in order such as V_Mo|V_S|V_S";
            else if (kinds.Select(Names.KindFault).OfType<string>().FirstOrDefault() is { } fault)
                yield return $"{where}: {fault}";
            else if (!known.Add(triple.Kinds))
                yield return $"{where}: there is an entry of these kinds already; expected one";
            if (triple.Triples < 0 || !FormulaValidator.IsError(triple.WithoutTerm))
                yield return $"{where}: learned from {triple.Triples} triples, {triple.WithoutTerm} eV without the term; "
                    + "expected none below 0";
            foreach (var wrong in Formulas(where, triple.Chosen, triple.Front, TripleVariables))
                yield return wrong;
        }
    }

    private static IEnumerable<string> Formulas(string where, Formula chosen, IReadOnlyList<Formula> front, string[] variables) =>
        FormulaValidator.Faults($"{where}, chosen formula", chosen, variables)
            .Concat(front.SelectMany((formula, i) => FormulaValidator.Faults($"{where}, front[{i}]", formula, variables)));

    private static IEnumerable<string> Origin(Provenance provenance)
    {
        if (!FormulaValidator.IsError(provenance.Seconds) || provenance.Threads < 0 || provenance.Islands < 0)
            yield return $"made in {provenance.Seconds} s by {provenance.Threads} threads and {provenance.Islands} islands; "
                + "expected finite numbers, none below 0";
        foreach (var (what, name) in ((string, string)[])[
            ("the version", provenance.Version), ("the network", provenance.Network), ("the bound", provenance.Bound)
        ])
        {
            if (name.Length > 0 && Names.Fault(what, name) is { } fault)
                yield return fault;
        }
        foreach (var name in provenance.Training.SelectMany(f => f.Ids.Prepend(f.Folder)))
        {
            if (name.Length > 0 && Names.Fault("the name of training structures", name) is { } fault)
                yield return fault;
        }
    }

    private static bool AreFinite(Levels? levels) =>
        levels is null
            || double.IsFinite(levels.Homo ?? 0) && double.IsFinite(levels.Lumo ?? 0) && double.IsFinite(levels.Gap ?? 0);
}
