using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Triples;

/// <summary>What three-body terms leave to the pairs.</summary>
/// <param name="Formulas">One for each class of three kinds that gains by it.</param>
/// <param name="Training">The training set, each energy less its three-body terms: what pair terms are learned from.</param>
public sealed record TripleTerms(ImmutableArray<TripleFormula> Formulas, TrainingSet Training)
{
    /// <summary>The terms of known formulas.</summary>
    /// <param name="formulas">One for each class of three kinds; may be empty.</param>
    /// <param name="training">The training set, its energies whole.</param>
    public static TripleTerms Of(ImmutableArray<TripleFormula> formulas, TrainingSet training)
    {
        var terms = new TripleEnergy(formulas);
        return new TripleTerms(formulas, terms.IsEmpty ? training : training with
        {
            Samples = [
                .. training.Samples.Select(s =>
                    s.Energy is null ? s : s with { Energy = s.Energy - terms.Of(s.Structure, training.Reach) })
            ],
        });
    }
}

/// <summary>
/// Three-body energies: SEGVAE searches what pairs leave of the triples' energies, class by class, as
/// exp(−(a + b)/2)·f(a, b, c) with a ≤ b ≤ c the three distances in Å. f is a polynomial, so the term is finite and smooth
/// everywhere and dies with the second shortest distance; waves would pass through a lattice's few distances and say nothing
/// true between them. Between the triples no term is much larger than
/// theirs (<see cref="TripleBounds"/>); beyond their range it dies out in each of the distances (<see cref="LearnedTriple"/>).
/// Which of a class's formulas the book takes, if any, <see cref="TripleChoice"/> decides.
/// </summary>
public static class TripleSearch
{
    // Å. The envelope is 1/e where the two shortest distances sum to it.
    private const double Envelope = 2;

    // eV. Less is no three-body energy but the noise of calculations.
    private const double WorthwhileError = 0.003;

    // A formula has to take off so much of the left-out error.
    private const double WorthwhileGain = 0.2;
    private const int FewestTriples = 12;

    // Enough for classes of some dozens of triples; a campaign with a budget ends there even if it has time left for more.
    private const int UsualEpochs = 20;

    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Expression Decay = FormulaText.Parse("exp(-(a + b)/2)", Names);

    private static readonly TokenSet Operators = TokenSet.Of(Token.Add, Token.Subtract, Token.Multiply, Token.Square);

    /// <summary>Learns the terms. Without triples among the samples there are none.</summary>
    /// <param name="training">Singles, pairs and triples; denser structures take part in the choice alone.</param>
    /// <param name="options">Islands, seed, threads and network; its budget or epochs are those of this search alone.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="progress">Told at every epoch: who holds a campaign holds it there.</param>
    public static TripleTerms Learn(
        TrainingSet training, DiscoveryOptions options, TimeProvider clock, CancellationToken cancellation,
        IProgress<DiscoveryProgress>? progress = null)
    {
        var classes = Residuals(training)
            .Where(c => c.Value.Length >= FewestTriples && c.Value.Average(p => Math.Abs(p.Energy)) > WorthwhileError).ToList();
        var candidates = new List<TripleFormula>();
        foreach (var (kinds, points) in classes)
            candidates.AddRange(
                Search(kinds, points, options with { Budget = options.Budget / classes.Count }, clock, cancellation, progress));
        return TripleTerms.Of(TripleChoice.Of(training, candidates), training);
    }

    /// <summary>
    /// By class: what pairs leave of each triple's energy, eV. The pairs are those of structures with one and two defects.
    /// </summary>
    private static SortedDictionary<string, (DefectTriple Triple, double Energy)[]> Residuals(TrainingSet training)
    {
        var triples = training.Samples.Where(s => s.Structure.Defects.Length == 3 && s.Energy is not null).ToArray();
        TrainingSample[] samples = [.. training.Samples.Where(s => s.Structure.Defects.Length < 3), .. triples];
        var index = new ShellIndex([.. samples.Select(s => s.Structure)], training.Reach);
        var table = EnergyRegression.Fit(
            [.. samples.Select(s => s.Structure.Defects.Length == 3 ? s with { Energy = null } : s)], index);
        var known = samples.Length - triples.Length;
        return new SortedDictionary<string, (DefectTriple, double)[]>(triples
            .Select((s, i) => (Sample: s, Pairs: index.SummedOf[known + i], Cells: index.CellsOf[known + i]))
            .Where(t =>
                t.Pairs.All(p => index.Shells[p.Shell].Structures > 0)
                    && t.Sample.Structure.Defects.All(d => table.Kinds.Contains(d.Kind)))
            .Select(t =>
                (Triple: DefectTriples.Of(t.Sample.Structure).Single(), Energy: t.Sample.Energy!.Value
                    - t.Cells * table.ReferenceEnergy
                    - t.Sample.Structure.Defects.Sum(d => table.Singles[table.Kinds.IndexOf(d.Kind)])
                    - t.Pairs.Sum(p => p.Weight * table.Pairs[p.Shell])))
            .GroupBy(t => t.Triple.Kinds)
            .ToDictionary(g => g.Key, g => g.ToArray()), StringComparer.Ordinal);
    }

    /// <summary>The formulas of a class's front that do better on left-out triples than none.</summary>
    private static IEnumerable<TripleFormula> Search(
        string kinds, (DefectTriple Triple, double Energy)[] points, DiscoveryOptions options, TimeProvider clock,
        CancellationToken cancellation,
        IProgress<DiscoveryProgress>? progress)
    {
        double[] envelope = [.. points.Select(p => Math.Exp(-(p.Triple.Shortest + p.Triple.Middle) / Envelope))];
        var table = new PointTable(
            [
                [.. points.Select(p => p.Triple.Shortest)], [.. points.Select(p => p.Triple.Middle)],
                [.. points.Select(p => p.Triple.Longest)]
            ],
            [.. points.Zip(envelope, (p, e) => p.Energy / e)],
            [.. envelope.Select(e => e * e)],
            Names);
        var problem = new SearchProblem($"{kinds} energy", table, new FormulaRules
        {
            Allowed = Operators | FormulaRules.Variables(3) | TokenSet.Of(Token.Constant),
            MaxLength = 40,
            MaxComplexity = Math.Max(1, options.MaxComplexity - Decay.Complexity - 1),
            MaxConstants = Math.Clamp(points.Length / 5, 1, 6),
        })
        {
            Bounds = TripleBounds.Of([.. points.Select(p => p.Triple)], points.Max(p => Math.Abs(p.Energy)), Envelope),
        };
        var seed = SeededRandom.Mix(
            (ulong)options.Seed ^ kinds.Aggregate(0UL, (hash, letter) => SeededRandom.Mix(hash + letter + 1)));
        using var search = new FormulaSearch(
            problem, PairSearch.Options, options.Islands, NetworkBackends.Open(options.Network), seed);
        var front = search.Run(
            PairSearch.StopAt(options.Budget, options.Epochs ?? UsualEpochs), Math.Min(options.Threads, options.Islands), clock,
            progress is null ? null : new Relay(progress, options.Budget), cancellation).Front;
        var rated = FormulaChoice.Rate(table, front);
        // Errors in eV, weighted as the envelope weighs triples.
        var unit = table.TotalWeight / envelope.Sum();
        var none = points.Zip(envelope, (p, e) => e * Math.Abs(p.Energy)).Sum() / envelope.Sum();
        var formulas = rated.Select(r => Whole(r, unit)).ToImmutableArray();
        return formulas.Where(f => f.LeftOutError <= (1 - WorthwhileGain) * none).Select(f => new TripleFormula
        {
            Kinds = kinds,
            Chosen = f,
            Front = formulas,
            Triples = points.Length,
            WithoutTerm = none,
            Nearest = [points.Min(p => p.Triple.Shortest), points.Min(p => p.Triple.Middle), points.Min(p => p.Triple.Longest)],
            Farthest = [points.Max(p => p.Triple.Shortest), points.Max(p => p.Triple.Middle), points.Max(p => p.Triple.Longest)],
        });
    }

    /// <summary>Tells of the stage at each epoch of one of its searches.</summary>
    private sealed class Relay(IProgress<DiscoveryProgress> progress, TimeSpan? budget) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => progress.Report(
            new DiscoveryProgress("three-body terms", "", 0, 0, value.Epoch, 0, double.NaN, "", budget - value.Elapsed));
    }

    private static Formula Whole(RatedFormula rated, double unit)
    {
        var whole = Expression.Apply(Token.Multiply, Decay, rated.Expression);
        return new Formula(
            FormulaText.Print(whole, names: Names), whole.Complexity, rated.MeanAbsolute * unit, double.IsFinite(rated.LeftOut)
                ? rated.LeftOut * unit
                : null);
    }
}
