using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Laws;

/// <summary>
/// Forms that short searches of single channels find: where a law's search begins. Each channel is searched by itself, so the
/// same seed and epochs give the same forms whatever the thread count.
/// </summary>
public static class LawSeeds
{
    /// <summary>Searches every channel for a moment.</summary>
    /// <param name="search">The law's search.</param>
    /// <param name="each">When each channel's search ends.</param>
    /// <param name="threads">Channels at a time.</param>
    /// <param name="seed">Drives the searches.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends it early with what there is.</param>
    /// <returns>Tokens of the channels' fronts, each form once; all numbers are own ones.</returns>
    public static ImmutableArray<ImmutableArray<byte>> Find(
        LawSearch search, StopRule each, int threads, ulong seed, TimeProvider clock, CancellationToken cancellation)
    {
        var found = new ImmutableArray<Candidate>[search.Channels.Length];
        Parallel.For(0, found.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, channel =>
        {
            var own = search.Channels[channel];
            var rules = own.Problem.Rules with
            {
                MaxComplexity = search.Problem.Rules.MaxComplexity,
                MaxConstants = Math.Min(own.Problem.Rules.MaxConstants, search.Problem.Rules.MaxConstants),
            };
            using var single = new FormulaSearch(
                own.Problem with { Rules = rules }, PairSearch.Options, 1, PretrainedNetwork.Load,
                SeededRandom.Mix(seed + SearchSeed.Of(own.Name)));
            found[channel] = single.Run(each, 1, clock, null, cancellation).Front;
        });
        return FormsOf(search, found);
    }

    /// <summary>The forms of channels' fronts that a law may have, each once; all numbers are own ones.</summary>
    /// <param name="search">The law's search.</param>
    /// <param name="fronts">The channels' fronts.</param>
    public static ImmutableArray<ImmutableArray<byte>> FormsOf(
        LawSearch search, IEnumerable<ImmutableArray<Candidate>> fronts) =>
    [
        .. fronts.SelectMany(front => front).Select(candidate => candidate.Expression.Tokens)
            .Where(tokens => tokens.Contains(Token.Constant) && search.Problem.Rules.Accepts(tokens.AsSpan()))
            .DistinctBy(tokens => Convert.ToHexString(tokens.AsSpan())),
    ];
}
