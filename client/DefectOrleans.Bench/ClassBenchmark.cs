using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>
/// Runs of laws that have numbers of their own for each table: one law is searched for all tables, and counts where it is the
/// law of every one of them (<see cref="LawJudge"/>).
/// </summary>
internal static class ClassBenchmark
{
    private const int MaxComplexity = 30, Digits = 6;

    // As defects fit goes on when it has a law without an error.
    private const int EpochsAtTarget = 4;

    /// <summary>Runs one problem once.</summary>
    public static RecoveryRun Run(
        BenchmarkProblem problem, int run, ulong seed, RecoveryOptions options, TimeProvider clock,
        CancellationToken cancellation)
    {
        BenchmarkProblem[] members =
            [.. Enumerable.Range(0, problem.Tables).Select(table => problem.Member(seed + (ulong)table))];
        var fit = new LawTableFit(
            [.. members.Select((member, table) => member.Train(options.Noise, seed + (ulong)table))], problem.Operators)
        {
            MaxComplexity = MaxComplexity,
            Islands = options.Islands,
            Seed = seed,
        };
        var stop = new StopRule
        {
            Epochs = options.Epochs,
            Budget = options.Epochs is null ? options.Time : null,
            EpochsAtTarget = EpochsAtTarget,
        };
        var result = fit.Run(stop, options.Threads, clock, null, cancellation);
        var choice = new LawChoice(fit.Tables, result.Front);
        var chosen = choice.Best(ChoiceRule.DescriptionLength) is { } best ? fit.Restore(best) : null;
        Evaluator[] unseen =
            [.. members.Select(member => new Evaluator(member.Draw(RecoveryBenchmark.UnseenPoints, noise: 0, ~seed)))];
        var nearest = choice.All().Select(entry => fit.Restore(entry.Law))
            .Select(law => (Law: law, Error: unseen.Select((table, at) => Share(table, law.MemberOf(at))).Max()))
            .OrderBy(law => double.IsNaN(law.Error) ? double.PositiveInfinity : law.Error)
            .FirstOrDefault();
        return new RecoveryRun(
            problem.Name, run, nearest.Law is not null && nearest.Error < RecoveryBenchmark.Recovered,
            Text(problem, nearest.Law), nearest.Law is null ? double.PositiveInfinity : nearest.Error,
            result.Elapsed.TotalSeconds, result.Epochs, result.Scored)
        {
            Chosen = Text(problem, chosen),
            Solved = chosen is not null && members.Index().All(member =>
                new LawJudge(member.Item, options.Noise, ~seed).IsLaw(chosen.MemberOf(member.Index))),
        };
    }

    /// <summary>The mean squared error as a share of the target's variance.</summary>
    private static double Share(Evaluator table, Expression member) =>
        RecoveryBenchmark.MeanSquare(table, member) / RecoveryBenchmark.Variance(table.Table.Target);

    private static string Text(BenchmarkProblem problem, DescribedLaw? law)
    {
        if (law is null)
            return "";
        var (shared, constant) = (ImmutableArray.CreateBuilder<string>(), 0);
        foreach (var token in law.Expression.Tokens)
        {
            if (token == Token.Shared)
                shared.Add(NumberText.Write(law.Expression.Constants[constant], Digits));
            constant += token == Token.Constant ? law.Tables : token == Token.Shared ? 1 : 0;
        }
        return LawText.Of(law.Expression, law.Tables, problem.Names, FormulaLanguage.Text, shared).Form;
    }
}
