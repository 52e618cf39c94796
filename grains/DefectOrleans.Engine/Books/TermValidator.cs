using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Books;

/// <summary>What is wrong with energies that a book has beside its formulas.</summary>
internal static class TermValidator
{
    /// <summary>Their faults; none where they can be used.</summary>
    public static IEnumerable<string> Faults(FormulaBook book) => Breakings(book.SymmetryBreakings);

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
