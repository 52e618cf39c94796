using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Fitting;

/// <summary>Fits of one law for many groups, and of forms that users give.</summary>
internal static class LawRun
{
    private const int MostShown = 10;

    /// <summary>Fits the numbers of a given form.</summary>
    /// <param name="table">The groups, or one table.</param>
    /// <param name="text">The form as the user writes it.</param>
    /// <param name="own">Numbers that each group has for itself; none where that is not told.</param>
    /// <param name="shared">Numbers that all share; none where that is not told.</param>
    /// <param name="seed">Drives the starts.</param>
    public static LawAnswer Fit(GroupedTable table, string text, string[] own, string[] shared, ulong seed)
    {
        var form = GivenForm.Read(
            text, table.Whole.Points.Names, own.Length == 0 ? null : own, shared.Length == 0 ? null : shared);
        var law = FormFit.Fit(form, LawTables.Of(table.Tables, between: false), seed);
        return new LawAnswer(table, law, new LawText(text, []), NamesOf(form));
    }

    /// <summary>Searches a law for all groups; null where the search ended before the first one.</summary>
    public static LawAnswer? Search(Session session, GroupedTable table, LawTableFit laws, StopRule stop, int threads)
    {
        var names = table.Whole.Points.Names;
        var result = FitProgress.Watch(
            session, law => LawText.Of(law.Expression, table.Tables.Length, names).Form,
            progress => laws.Run(stop, threads, session.Clock, progress, session.Cancellation));
        return Choose(table, laws, result);
    }

    /// <summary>Laws are chosen in standard units, where round numbers are round, and told in the table's own.</summary>
    private static LawAnswer? Choose(GroupedTable table, LawTableFit laws, SearchResult result)
    {
        var choice = new LawChoice(laws.Tables, result.Front);
        if (choice.Best(ChoiceRule.DescriptionLength) is not { } best)
            return null;
        var law = laws.Restore(best);
        var text = LawReport.Written(law, table.Whole.Points.Names, FormulaLanguage.Text);
        var own = 0;
        ImmutableArray<string?> names =
        [
            .. law.Expression.Tokens.Where(Token.IsFitted).Select(token => token == Token.Constant ? text.OwnNames[own++] : ""),
        ];
        ImmutableArray<DescribedLaw> front = [.. Shown(choice, best).Select(shown => shown == best ? law : laws.Restore(shown))];
        return new LawAnswer(table, law, text, names) { Search = result, Front = front };
    }

    /// <summary>The shortest descriptions of each complexity that no simpler law beats, the chosen one among them.</summary>
    private static ImmutableArray<DescribedLaw> Shown(LawChoice choice, DescribedLaw chosen)
    {
        var kept = new List<DescribedLaw>();
        foreach (var (law, isSensible) in choice.All())
        {
            if (isSensible && kept.Count < MostShown && !kept.Any(k => k.Expression.Complexity == law.Expression.Complexity))
                kept.Add(law);
        }
        if (!kept.Contains(chosen))
            kept = [chosen, .. kept.Where(k => k.Expression.Complexity != chosen.Expression.Complexity).Take(MostShown - 1)];
        return [.. kept.OrderBy(law => law.Expression.Complexity)];
    }

    private static ImmutableArray<string?> NamesOf(GivenForm form)
    {
        var name = 0;
        // What stands there again is told once.
        return
        [
            .. form.Ties.Select((first, at) => first != at ? null : form.Fixed.ContainsKey(at) ? "" : form.Names[name++]),
        ];
    }
}
