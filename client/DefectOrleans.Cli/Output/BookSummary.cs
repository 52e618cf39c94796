using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Text;
using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>A book in full: singles, formulas, and how it was made.</summary>
internal static class BookSummary
{
    private static readonly string[] TripleVariables = ["a", "b", "c"];

    /// <summary>Writes a book for people.</summary>
    /// <param name="console">Where it goes.</param>
    /// <param name="book">The book.</param>
    /// <param name="formulas">Its formulas.</param>
    /// <param name="all">Whether formulas that laws tell already are written too.</param>
    public static void Write(
        IAnsiConsole console, FormulaBook book, IReadOnlyList<BookFormula> formulas, bool all = false)
    {
        var rule = book.GapRule == GapRule.LevelsApart ? "gap = min LUMO − max HOMO" : "gap = min, HOMO = max, LUMO = min";
        console.Line(
            $"{book.Material}: E = E0 + Σ E_i + Σ V(r), E0 = {Written.Ev(book.ReferenceEnergy)} eV; {rule} over pairs; r in Å");
        WriteSingles(console, book);
        if (book.Readings.Count > 0)
            console.Line($"Reading {BookReadings.Name(book.Reading)}; the book has {Readings(book)}. {book.ReadingReason}");
        var laws = book.Reading == Reading.Law ? book.Laws : [];
        foreach (var law in laws)
            BookLaws.Write(console, law, book);
        if (formulas.Where(f => all || !laws.Any(law => IsOf(law, f))).ToList() is { Count: > 0 } listed)
            WriteFormulas(console, listed);
        foreach (var form in book.SymmetryBreakings)
            console.Line(
                $"{form.Kind}: {Written.Ev(form.Energy)} eV once where no mirror plane of the structure holds it");
        foreach (var term in book.Triples)
            console.Line($"{term.Kinds}, three-body, a ≤ b ≤ c: {Canonical(term)}");
        if (book.Arrangements is { } table)
            console.Line(
                $"Beside the formulas: a table of {table.Entries.Count} arrangements of two and three defects. {table.Reason}");
        foreach (var gaps in book.TripleGaps)
            console.Line(
                $"{gaps.Kinds}, gaps by a table of {gaps.Points.Count} triples: left-out ones are missed by "
                    + $"{Written.MeV(1000 * gaps.LeftOutError)} meV, {Written.MeV(1000 * gaps.WithoutTable)} by pairs alone");
        var made = book.Provenance;
        console.Line("Trained by " + string.Join(", ", made.Training.Select(t => $"{t.Count} structures of {t.Folder}")));
        console.Line(
            $"Seed {made.Seed}; islands {made.Islands}; threads {made.Threads}; {made.Network} network; {made.Bound}; "
            + $"took {made.Seconds:0.#} s; version {made.Version}{(made.Complete ? "" : "; ended early")}");
    }

    /// <summary>A book as a JSON document.</summary>
    public static object Json(FormulaBook book, IEnumerable<BookFormula> formulas) => new
    {
        material = book.Material,
        levels = book.Levels.ToString().ToLowerInvariant(),
        gap_rule = book.GapRule == GapRule.LevelsApart ? "levels_apart" : "lowest_pair",
        reading = BookReadings.Name(book.Reading),
        readings = BookReadings.Of(book).Select(BookReadings.Name),
        reading_reason = book.ReadingReason,
        reference_energy_eV = book.ReferenceEnergy,
        singles = book.Singles.Select(Json),
        laws = book.Laws.Select(BookLaws.Json),
        formulas = formulas.Select(Json),
        symmetry_breakings = book.SymmetryBreakings.Select(form => new
        {
            kind = form.Kind,
            energy_eV = form.Energy,
            deviation_eV = form.Deviation,
            weak = form.Weak.Select(w => new { pair_type = w.PairType, side = Written.Name(w.Side), distance_A = w.Distance }),
        }),
        arrangements = book.Arrangements is { } table
            ? new
            {
                reach_A = table.Reach,
                reason = table.Reason,
                entries = table.Entries.Select(e => new
                {
                    kinds = e.Kinds,
                    sides = e.Sides.Select(Written.Name),
                    distances_A = e.Distances,
                    energy_eV = e.Energy,
                    deviation_eV = e.Deviation,
                    structures = e.Structures,
                }),
            }
            : null,
        triple_gaps = book.TripleGaps.Select(g => new
        {
            kinds = g.Kinds,
            triples = g.Points.Count,
            left_out_meV = 1000 * g.LeftOutError,
            without_meV = 1000 * g.WithoutTable,
        }),
        three_body = book.Triples.Select(t => new
        {
            kinds = t.Kinds,
            formula = Canonical(t),
            complexity = t.Chosen.Complexity,
            left_out_meV = 1000 * t.Chosen.LeftOutError,
            without_meV = 1000 * t.WithoutTerm,
            triples = t.Triples,
        }),
        provenance = new
        {
            version = book.Provenance.Version,
            finished = book.Provenance.Finished,
            seconds = book.Provenance.Seconds,
            threads = book.Provenance.Threads,
            islands = book.Provenance.Islands,
            seed = book.Provenance.Seed,
            network = book.Provenance.Network,
            bound = book.Provenance.Bound,
            complete = book.Provenance.Complete,
            training = book.Provenance.Training.Select(t => new { folder = t.Folder, structures = t.Count, ids = t.Ids }),
        },
    };

    private static string Readings(FormulaBook book) => string.Join(", ", BookReadings.Of(book).Select(BookReadings.Name));

    private static bool IsOf(BookLaw law, BookFormula formula) => law.Property == formula.Of.Property
        && law.Members.Any(m => m.PairType == formula.Of.PairType && m.Side == formula.Of.Side);
    private static OrderedDictionary<string, object?> Json(SingleDefect single)
    {
        OrderedDictionary<string, object?> document = new()
        {
            ["kind"] = single.Kind,
            ["energy_eV"] = single.Energy,
            ["homo_eV"] = single.Levels.Homo,
            ["lumo_eV"] = single.Levels.Lumo,
            ["gap_eV"] = single.Levels.Gap,
        };
        foreach (var other in single.Levels.Others ?? [])
            document[$"{Quantity.Of(other.Property).Word}_{Quantity.Of(other.Property).UnitKey}"] = other.Value;
        return document;
    }

    private static OrderedDictionary<string, object?> Json(BookFormula formula)
    {
        var quantity = Quantity.Of(formula.Of.Property);
        return new OrderedDictionary<string, object?>
        {
            ["pair_type"] = formula.Of.PairType,
            ["side"] = Written.Name(formula.Of.Side),
            ["property"] = quantity.Word,
            ["chosen"] = formula.IsChosen,
            ["formula"] = formula.Exact(FormulaLanguage.Text),
            ["complexity"] = formula.Complexity,
            [$"mae_m{quantity.UnitKey}"] = 1000 * formula.Formula.MeanAbsoluteError,
            [$"left_out_m{quantity.UnitKey}"] = 1000 * formula.Formula.LeftOutError,
            // Of the table's range, between neighbouring shells.
            ["overshoot"] = formula.Overshoot is { } share && double.IsFinite(share) ? share : null,
        };
    }

    private static string Canonical(TripleFormula term) => FormulaText.Print(
        CanonicalForm.Of(FormulaText.Parse(term.Chosen.Text, TripleVariables)), names: TripleVariables, readable: true);

    private static void WriteSingles(IAnsiConsole console, FormulaBook book)
    {
        Quantity[] others =
            [.. Quantity.Others.Where(other => book.Singles.Any(single => other.Level!(single.Levels) is not null))];
        var table = Tables.New(
            1,
            ["Defect", "E_i (eV)", "HOMO (eV)", "LUMO (eV)", "Gap (eV)", .. others.Select(q => $"{q.Name} ({q.Unit})")]);
        foreach (var single in book.Singles)
            table.Add([
                single.Kind, Written.Ev(single.Energy), Written.Ev(single.Levels.Homo), Written.Ev(single.Levels.Lumo),
                Written.Ev(single.Levels.Gap), .. others.Select(other => Written.Ev(other.Level!(single.Levels))),
            ]);
        console.Write(table);
    }

    private static void WriteFormulas(IAnsiConsole console, IReadOnlyList<BookFormula> formulas)
    {
        var table = Tables.New(3, "Pair", "Property", "Formula (eV)", "Complexity", "MAE (meV)");
        foreach (var formula in formulas)
        {
            table.Add(
                formula.Channel,
                Written.NameAndUnit(formula.Of.Property),
                formula.Rounded(FormulaLanguage.Text),
                Written.Count(formula.Complexity),
                Written.MeV(1000 * formula.Formula.MeanAbsoluteError));
        }
        console.Write(table);
    }
}
