using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Books;

/// <summary>What is wrong with energies that a book has beside its formulas.</summary>
internal static class TermValidator
{
    /// <summary>Their faults; none where they can be used.</summary>
    public static IEnumerable<string> Faults(FormulaBook book) => Breakings(book.SymmetryBreakings)
        .Concat(Arrangements("arrangements", book.Arrangements))
        .Concat(book.Readings.SelectMany((r, i) => Arrangements($"readings[{i}].arrangements", r.Arrangements)))
        .Concat(Gaps("tripleGaps", book.TripleGaps))
        .Concat(book.Readings.SelectMany((r, i) => Gaps($"readings[{i}].tripleGaps", r.TripleGaps)));

    private static IEnumerable<string> Gaps(string where, IReadOnlyList<TripleGaps> tables)
    {
        if (tables.Count > BookLimits.Entries || tables.Sum(t => (long)t.Points.Count) > BookLimits.Arrangements)
        {
            yield return $"{where}: too many tables or triples; expected at most {BookLimits.Entries} of at most "
                + $"{BookLimits.Arrangements} triples together";
            yield break;
        }
        if (tables.Select(t => t.Kinds).Distinct().Count() < tables.Count)
            yield return $"{where}: several tables of one class; expected one";
        foreach (var table in tables)
        {
            var at = $"{where} ({Names.Shown(table.Kinds)})";
            if (table.Kinds.Split('|', 5) is not { Length: 3 } kinds || kinds.Any(kind => Names.KindFault(kind) is not null))
                yield return $"{at}: expected three defect kinds in order such as V_Mo|V_S|V_S";
            if (table.Scales.Count != 4 || !table.Scales.Append(table.Deviation).Append(table.Shared)
                .Append(table.WithoutTable).Append(table.LeftOutError).All(double.IsFinite))
                yield return $"{at}: {table.Scales.Count} scales, or a number that is not finite; expected 4 finite ones";
            if (table.Points.Any(p => p.Distances.Count != 3 || p.Sides.Count != 3 || p.Gaps.Count != 3
                || !p.Distances.Concat(p.Gaps).Append(p.Weight).All(double.IsFinite)))
                yield return $"{at}: a triple without three distances, sides and gaps that are finite";
        }
    }

    private static IEnumerable<string> Arrangements(string where, ArrangementTable? table)
    {
        if (table is null)
            yield break;
        if (table.Entries.Count > BookLimits.Arrangements)
        {
            yield return $"{where}: {table.Entries.Count} entries; expected at most {BookLimits.Arrangements}";
            yield break;
        }
        if (!double.IsFinite(table.Reach) || table.Reach < 0)
            yield return $"{where}: a reach of {table.Reach} Å; expected a finite number, not below 0";
        if (table.Reason.Length > BookLimits.Reason)
            yield return $"{where}: a reason of {table.Reason.Length} characters; expected at most {BookLimits.Reason}";
        for (var i = 0; i < table.Entries.Count; i++)
        {
            var entry = table.Entries[i];
            var at = $"{where}.entries[{i}] ({Names.Shown(entry.Kinds)})";
            if (entry.Kinds.Split('|', 5) is not { Length: 2 or 3 } kinds
                || kinds.Any(kind => Names.KindFault(kind) is not null)
                || !kinds.Order(StringComparer.Ordinal).SequenceEqual(kinds))
                yield return $"{at}: expected two or three defect kinds in order such as V_Mo|V_S|V_S";
            else if (entry.Sides.Count != kinds.Length * (kinds.Length - 1) / 2 || entry.Distances.Count != entry.Sides.Count)
                yield return $"{at}: {entry.Sides.Count} sides and {entry.Distances.Count} distances; expected one for each pair";
            if (entry.Sides.Any(side => !Enum.IsDefined(side)) || entry.Distances.Any(d => !double.IsFinite(d) || d <= 0))
                yield return $"{at}: a side or a distance is none; expected {string.Join(", ", Enum.GetNames<Side>())} and Å "
                    + "above 0";
            if (!double.IsFinite(entry.Energy) || !FormulaValidator.IsError(entry.Deviation) || entry.Structures < 0)
                yield return $"{at}: {entry.Energy} ± {entry.Deviation} eV by {entry.Structures} structures; expected finite "
                    + "numbers, none of the last two below 0";
        }
    }

    private static IEnumerable<string> Breakings(IReadOnlyList<SymmetryBreaking> breakings)
    {
        if (breakings.Count > BookLimits.Singles)
        {
            yield return $"{breakings.Count} lower forms of kinds; expected at most {BookLimits.Singles}";
            yield break;
        }
        var known = new HashSet<DefectKind>();
        for (var i = 0; i < breakings.Count; i++)
        {
            var breaking = breakings[i];
            var where = $"symmetryBreakings[{i}] ({Names.Shown(breaking.Kind)})";
            if (Names.KindFault(breaking.Kind) is { } fault)
                yield return $"{where}: {fault}";
            else if (!known.Add(DefectKind.Parse(breaking.Kind)))
                yield return $"{where}: there is an entry of this kind already; expected one";
            if (!double.IsFinite(breaking.Energy) || !FormulaValidator.IsError(breaking.Deviation))
                yield return $"{where}: {breaking.Energy} ± {breaking.Deviation} eV; expected finite numbers";
            if (breaking.Weak.Count > BookLimits.TablePoints)
                yield return $"{where}: {breaking.Weak.Count} weak neighbours; expected at most {BookLimits.TablePoints}";
            else if (breaking.Weak.FirstOrDefault(w => !IsShell(w)) is { } wrong)
                yield return $"{where}: a weak neighbour {Names.Shown(wrong.PairType)}, {wrong.Side}, at {wrong.Distance} Å; "
                    + "expected two defect kinds such as V_Mo|V_S and a distance above 0";
        }
    }

    private static bool IsShell(ChannelDistance shell) =>
        shell.PairType.Split('|', 4) is [var one, var other] && Names.KindFault(one) is null && Names.KindFault(other) is null
            && Enum.IsDefined(shell.Side) && double.IsFinite(shell.Distance) && shell.Distance > 0;
}
