using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
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
