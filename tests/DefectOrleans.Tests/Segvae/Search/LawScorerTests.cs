using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Tests.Laws;

namespace DefectOrleans.Tests.Segvae.Search;

public class LawScorerTests
{
    private static readonly LawTables Tables = LawTables.Of(MadeUpLaw.Tables());

    private static readonly SearchProblem Problem = new("law", Tables.Rows, new FormulaRules
    {
        Allowed = TokenSet.Of(
            Token.Add, Token.Subtract, Token.Multiply, Token.Cosine, Token.Exponential, Token.Variable, Token.Constant,
            Token.Shared),
        MaxComplexity = 24,
        MaxConstants = 3,
        MaxShared = 2,
    }) { Tables = Tables };

    [Fact]
    public void A_law_is_scored_by_all_its_tables_and_keeps_every_number()
    {
        var candidate = Score(MadeUpLaw.Form, out var error);
        Assert.NotNull(candidate);
        Assert.Equal(candidate.Error, error);
        Assert.Equal(2 * Tables.Count + 2, candidate.Expression.Constants.Length);
        Assert.Equal(Complexity.Of(MadeUpLaw.Form) + 2 * LawComplexity.OwnNumber, candidate.Complexity);
    }

    [Fact]
    public void More_numbers_than_the_rules_allow_are_refused()
    {
        Assert.Null(Score([.. MadeUpLaw.Form.Select(t => t == Token.Shared ? Token.Constant : t)], out var error));
        Assert.True(double.IsNaN(error));
    }

    /// <summary>A law is not lost for one weak table in which it does not die out; that table's error counts twice.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_law_may_be_wrong_of_as_many_tables_as_may_be_exceptions(int exceptions, bool expected)
    {
        double[] r = [.. Enumerable.Range(0, 12).Select(i => 2 + 0.5 * i)];
        var tables = LawTables.Of(
        [
            .. new[] { 0.9, -1.7, 0.4 }.Select(height => new PointTable([r], [.. r.Select(x => height * Math.Exp(-0.6 * x))])),
            new PointTable([r], [.. r.Select((x, i) => 1e-3 * Math.Exp(0.05 * x) + 1e-5 * Math.Cos(5 * i))]),
        ]);
        var problem = Problem with
        {
            Points = tables.Rows,
            Tables = tables,
            Limit = new LimitRule { Start = 1, Stop = 40, LowestValue = -100, HighestValue = 100, Far = FarBehaviour.Zero },
            Exceptions = exceptions,
        };
        byte[] form = [Token.Multiply, Token.Constant, Token.Exponential, Token.Multiply, Token.Constant, Token.Variable];
        var buffer = new FormulaBuffer(tables.Count);
        foreach (var token in form)
            buffer.Append(token);

        var law = new LawScorer(problem, seed: 1).Score(buffer, new Archive(problem.MaxComplexity, depth: 12), new ParetoFront(),
            out var error);

        Assert.Equal(expected, law is not null);
        if (law is null)
            return;
        Assert.False(law.IsParentOnly);
        Assert.Equal(error, law.Error);
        Assert.Equal(2 * Misfit(tables, law.Expression, table: 3) / tables.TotalWeight, law.Error, 1e-14);
        var choice = new LawChoice(tables, [law], Allows, exceptions: exceptions);
        Assert.NotNull(choice.Best(ChoiceRule.LeftOut));
        Assert.Null(new LawChoice(tables, [law], Allows).Best(ChoiceRule.LeftOut));

        bool Allows(Expression formula) =>
            new LimitCheck(problem.Limit).Accepts(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
    }

    [Theory]
    [InlineData("1.5 + 0.5*r", 2)]
    [InlineData("10000*cos(0.001*r) - 10000", 1e6)]
    [InlineData("exp(r)*(5000.001 - 5000)", 1e7)]
    public void Parts_much_larger_than_their_sum_cancel(string formula, double expected)
    {
        var points = new Evaluator(new PointTable([[1, 2, 4]], [0, 0, 0]));
        Assert.InRange(Cancellation.Of(FormulaText.Parse(formula, ["r"]), points), expected / 10, expected * 10);
    }

    private static double Misfit(LawTables tables, Expression law, int table)
    {
        var member = LawNumbers.MemberOf(law, table, tables.Count);
        var points = tables.Tables[table];
        var values = new Evaluator(points).Evaluate(member.Tokens.AsSpan(), member.Constants.AsSpan()).ToArray();
        return values.Zip(points.Target, (value, target) => (value - target) * (value - target)).Sum();
    }

    [Fact]
    public void An_edit_hands_every_table_its_own_numbers_on()
    {
        double[] numbers = [.. MadeUpLaw.Offsets, .. MadeUpLaw.Heights, MadeUpLaw.Wave, -MadeUpLaw.Rate];
        var buffer = new FormulaBuffer(Tables.Count);
        buffer.Load(new Expression([.. MadeUpLaw.Form], [.. numbers]));
        var into = new double[64];
        Assert.Equal(numbers, into[..buffer.Constants(into)]);

        // A shared number that becomes an own one is the same for every table, and an own one that is shared their median.
        buffer[buffer.Tokens.IndexOf(Token.Shared)] = Token.Constant;
        buffer[buffer.Tokens.IndexOf(Token.Constant)] = Token.Shared;
        double[] expected =
            [0.8, .. MadeUpLaw.Heights, .. Enumerable.Repeat(MadeUpLaw.Wave, Tables.Count), -MadeUpLaw.Rate];
        Assert.Equal(expected, into[..buffer.Constants(into)]);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_search_finds_a_made_up_law_that_nobody_told_it()
    {
        using var search = new FormulaSearch(Problem, Quick, islands: 2, Made.Network, seed: 1);
        var stop = new StopRule { Epochs = 150, TargetError = 1e-18, EpochsAtTarget = 15 };
        var result = search.Run(stop, 2, TimeProvider.System, null, CancellationToken.None);
        var law = new LawChoice(Tables, result.Front).Best(ChoiceRule.DescriptionLength)!;

        Assert.True(law.MeanSquare < 1e-18, $"{law.Expression}: {law.MeanSquare}");
        Assert.True((law.Own, law.Shared) == (2, 2), LawText.Of(law.Expression, Tables.Count, ["r"]).Form);
    }

    [Fact]
    public void A_search_that_is_taken_up_goes_on_as_it_would_have()
    {
        using var whole = new FormulaSearch(Problem, Quick, islands: 1, Made.Network, seed: 5);
        using var first = new FormulaSearch(Problem, Quick, islands: 1, Made.Network, seed: 5);
        var expected = Run(whole, epochs: 4);
        Run(first, epochs: 2);
        using var state = new MemoryStream();
        first.Write(state);
        state.Position = 0;
        using var second = FormulaSearch.Read(state, stream => ManagedNetwork.Read(stream), Problem, Quick, 1, Made.Network, 5);

        var actual = Run(second, epochs: 4);
        Assert.Equal(expected.Select(Said), actual.Select(Said));

        static string Said(Candidate law) =>
            $"{string.Join(' ', law.Expression.Tokens)}: {string.Join(' ', law.Expression.Constants)}, {law.Error:R}";

        static ImmutableArray<Candidate> Run(FormulaSearch search, int epochs) => search.Run(
            new StopRule { Epochs = epochs }, 1, TimeProvider.System, null, CancellationToken.None).Front;
    }

    private static SearchOptions Quick { get; } = new()
    {
        SamplesPerEpoch = 60, EditsPerEpoch = 400, RoundEditsPerEpoch = 0, CompletionsPerEpoch = 0,
        RoundCompletionsPerEpoch = 0, TrainingRowsPerEpoch = 64, Snap = false,
    };

    private static Candidate? Score(byte[] form, out double error)
    {
        var scorer = new LawScorer(Problem, seed: 1);
        var buffer = new FormulaBuffer(Tables.Count);
        foreach (var token in form)
            buffer.Append(token);
        return scorer.Score(buffer, new Archive(Problem.MaxComplexity, 12), new ParetoFront(), out error);
    }
}
