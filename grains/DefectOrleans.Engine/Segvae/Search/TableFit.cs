using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>The search for a law in any table of numbers: what <c>defects fit</c> and the benchmarks run.</summary>
/// <param name="points">Variables, target, weights.</param>
/// <param name="operators">The operators that formulas may use.</param>
public sealed class TableFit(PointTable points, TokenSet operators)
{
    /// <summary>Most complex formula looked for.</summary>
    public int MaxComplexity { get; init; } = 40;

    /// <summary>How the search goes about its work.</summary>
    public SearchOptions Search { get; init; } = new();

    /// <summary>Islands.</summary>
    public int Islands { get; init; } = 2;

    /// <summary>The seed that all others come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Makes networks.</summary>
    public Func<IFormulaNetwork> Network { get; init; } = PretrainedNetwork.Load;

    /// <summary>Makes networks of what a checkpoint holds of them.</summary>
    public Func<Stream, IFormulaNetwork> ReadNetwork { get; init; } = stream => ManagedNetwork.Read(stream);

    /// <summary>Where the search keeps its state, and whether it goes on from there; null keeps none.</summary>
    public SearchCheckpoint? Checkpoint { get; init; }

    /// <summary>The units that the search works in.</summary>
    private TableScale Scale { get; } = TableScale.Of(points);

    /// <summary>What is searched, in standard units.</summary>
    public SearchProblem Problem => new("table", Scale.Standard(points), new FormulaRules
    {
        Allowed = operators | FormulaRules.Variables(points.Variables.Length) | Numbers,
        MaxLength = 48,
        MaxComplexity = MaxComplexity,
        MaxConstants = Math.Clamp(points.Count - 2, 1, 8),
        AllowNumericSubtrees = !Search.FitConstants,
    });

    /// <summary>With constants fitted only 1 and 2 need tokens of their own: laws are full of them.</summary>
    private TokenSet Numbers => Search.FitConstants
        ? TokenSet.Of(Token.Constant, Token.Integer + 2, Token.Integer + 3)
        : TokenSet.Range(Token.Integer, Token.Pi + 1);

    /// <summary>Runs the search.</summary>
    /// <param name="stop">When to end.</param>
    /// <param name="threads">Islands that run at a time.</param>
    /// <param name="clock">Time.</param>
    /// <param name="progress">Told after every epoch.</param>
    /// <param name="cancellation">Ends it early with what there is.</param>
    /// <exception cref="InputException">The checkpoint is damaged, of another search, or can't be written.</exception>
    public SearchResult Run(
        StopRule stop, int threads, TimeProvider clock, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        using var search = Open();
        var told = progress is null || Scale.IsNone ? progress : new RestoredProgress(progress, Restore);
        var standard = stop with { TargetError = TableScale.Shift(stop.TargetError, -2 * Scale.Target) };
        var result = search.Run(standard, threads, clock, told, cancellation, Checkpoint);
        return result with { Front = Restore(result.Front) };
    }

    /// <summary>A front in the table's own units.</summary>
    private ImmutableArray<Candidate> Restore(ImmutableArray<Candidate> front) => Scale.IsNone ? front :
    [
        .. from candidate in front
           let formula = Scale.Restore(candidate.Expression)
           select new Candidate(formula, TableScale.Shift(candidate.Error, 2 * Scale.Target), formula.Complexity)
           {
               Origin = candidate.Origin,
           },
    ];

    private FormulaSearch Open()
    {
        using var saved = Checkpoint?.Open();
        if (saved is null)
            return new FormulaSearch(Problem, Search, Islands, Network, Seed);
        try
        {
            return FormulaSearch.Read(saved, ReadNetwork, Problem, Search, Islands, Network, Seed);
        }
        catch (InputException e)
        {
            throw new InputException($"{Checkpoint!.Path}: {e.Message}", e);
        }
    }
}
