using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>The search for one law for many tables of numbers: what <c>defects fit --group</c> runs.</summary>
/// <param name="tables">The tables, of the same variables and target.</param>
/// <param name="operators">The operators that laws may use.</param>
public sealed class LawTableFit(ImmutableArray<PointTable> tables, TokenSet operators)
{
    private const int MostOwn = 5, MostShared = 3;

    /// <summary>How these searches go about their work: each law takes as long as a hundred formulas.</summary>
    public static SearchOptions Search { get; } = new()
    {
        SamplesPerEpoch = 200, EditsPerEpoch = 800, RoundEditsPerEpoch = 0, CompletionsPerEpoch = 0,
        RoundCompletionsPerEpoch = 0, RoundPromptedShare = 0, TrainingRowsPerEpoch = 128, Snap = false,
    };

    /// <summary>Most complex law looked for.</summary>
    public int MaxComplexity { get; init; } = 40;

    /// <summary>Islands.</summary>
    public int Islands { get; init; } = 2;

    /// <summary>The seed that all others come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The tables as the search sees them.</summary>
    public LawTables Tables { get; } = LawTables.Of(tables);

    private SearchProblem Problem => new("law", Tables.Rows, new FormulaRules
    {
        Allowed = operators | FormulaRules.Variables(tables[0].Variables.Length)
            | TokenSet.Of(Token.Constant, Token.Shared, Token.Integer + 2, Token.Integer + 3),
        MaxLength = 48,
        MaxComplexity = MaxComplexity,
        // As many as the fewest points tell, and as there are letters for.
        MaxConstants = Math.Min(
            Math.Clamp(tables.Min(table => table.Count) - 1, 0, MostOwn), Token.VariableCount - tables[0].Variables.Length),
        MaxShared = MostShared,
    }) { Tables = Tables };

    /// <summary>Runs the search and chooses by description length.</summary>
    /// <param name="stop">When to end.</param>
    /// <param name="threads">Islands that run at a time.</param>
    /// <param name="clock">Time.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellation">Ends it early with what there is.</param>
    public SearchResult Run(
        StopRule stop, int threads, TimeProvider clock, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        var exact = tables.Max(FormulaLength.RoundingOf);
        using var search = new FormulaSearch(Problem, Search, Islands, PretrainedNetwork.Load, Seed);
        return search.Run(stop with { TargetError = exact }, threads, clock, progress, cancellation);
    }
}
