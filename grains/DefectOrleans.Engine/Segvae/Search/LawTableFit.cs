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

    /// <summary>Most complex law looked for.</summary>
    public int MaxComplexity { get; init; } = 40;

    /// <summary>Islands.</summary>
    public int Islands { get; init; } = 2;

    /// <summary>The seed that all others come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The units that the search works in, the same for all tables.</summary>
    private TableScale Scale { get; } = TableScale.Of(tables);

    /// <summary>The tables as the search sees them: in standard units, as its laws are.</summary>
    public LawTables Tables { get; } = LawTables.Of(TableScale.Of(tables).Standard(tables));

    /// <summary>A law that was chosen, in the tables' own units; its description is as long as in standard ones.</summary>
    public DescribedLaw Restore(DescribedLaw law) => Scale.IsNone
        ? law
        : new LawLength(LawTables.Of(tables)).Of(LawUnits.Restore(Scale, law.Expression, tables)) with
        {
            Length = law.Length,
        };

    /// <summary>What is searched.</summary>
    public SearchProblem Problem => new("law", Tables.Rows, new FormulaRules
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

    /// <summary>Runs the search; the laws of its result are in standard units.</summary>
    /// <param name="stop">When to end.</param>
    /// <param name="threads">Islands that run at a time.</param>
    /// <param name="clock">Time.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellation">Ends it early with what there is.</param>
    public SearchResult Run(
        StopRule stop, int threads, TimeProvider clock, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        var exact = Tables.Tables.Max(FormulaLength.RoundingOf);
        using var search = new FormulaSearch(Problem, SearchOptions.OfLaws, Islands, PretrainedNetwork.Load, Seed);
        var told = progress is null || Scale.IsNone ? progress : new RestoredProgress(progress, Restore);
        return search.Run(stop with { TargetError = exact }, threads, clock, told, cancellation);
    }

    private ImmutableArray<Candidate> Restore(ImmutableArray<Candidate> front) =>
    [
        .. from law in front
           let restored = LawUnits.Restore(Scale, law.Expression, tables.Length)
           select new Candidate(restored, TableScale.Shift(law.Error, 2 * Scale.Target), law.Complexity),
    ];
}
