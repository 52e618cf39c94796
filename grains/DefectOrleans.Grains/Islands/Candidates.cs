using System.Collections.Immutable;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Grains;

/// <summary>Formulas of a front as messages, bit for bit.</summary>
internal static class Candidates
{
    public static FoundFormula[] ToMessage(ImmutableArray<Candidate> front) =>
        [.. front.Select(c => new FoundFormula([.. c.Expression.Tokens], [.. c.Expression.Constants], c.Error))];

    public static ImmutableArray<Candidate> FromMessage(IReadOnlyList<FoundFormula> front) =>
        [.. front.Select(f => new Candidate(new Expression([.. f.Tokens], [.. f.Constants]), f.Error, ComplexityOf(f)))];

    public static EpochReport ToMessage(IslandStanding island) =>
        new(island.Epoch, island.ProgressEpoch, island.Scored, island.Fitted, ToMessage(island.Front));

    public static IslandStanding FromMessage(EpochReport report) =>
        new(report.Epoch, report.ProgressEpoch, report.Scored, report.Fitted, FromMessage(report.Front));

    /// <summary>A law for several tables has as many values of each of its own numbers.</summary>
    private static int ComplexityOf(FoundFormula formula)
    {
        var (own, shared) = (formula.Tokens.AsSpan().Count(Token.Constant), formula.Tokens.AsSpan().Count(Token.Shared));
        return LawComplexity.Of(formula.Tokens, tables: own == 0 ? 1 : (formula.Constants.Length - shared) / own);
    }
}
