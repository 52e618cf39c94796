using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Pairs;

/// <summary>V(r) of a pair type as the papers have it: by r alone, a point for each structure with two defects.</summary>
/// <param name="Type">The pair type.</param>
/// <param name="Points">r, Å, and V, eV, nearest first; equal weights.</param>
public sealed record PlainPairTable(PairType Type, PointTable Points)
{
    /// <summary>
    /// The tables of a training set, V = E − E0 − Σ E_i with E0 and E_i of its regression, ordered by pair type.
    /// </summary>
    /// <exception cref="InputException">No structure tells its energy.</exception>
    public static ImmutableArray<PlainPairTable> Of(TrainingSet training)
    {
        var energies = PairTables.Of(training, [Property.Energy]).Energies!;
        var singles = energies.Kinds.Zip(energies.Singles).ToDictionary(p => p.First, p => p.Second);
        return
        [
            .. from sample in training.Samples
               where sample.Energy is not null && sample.Structure.Defects.Length == 2
               let pair = sample.Structure.Pairs[0]
               let energy = sample.Energy!.Value - training.Reach.Cells(sample.Structure) * energies.ReferenceEnergy
                   - sample.Structure.Defects.Sum(d => singles[d.Kind])
               group (R: pair.DistanceAngstrom, V: energy) by pair.Channel.Type into type
               orderby type.Key
               let points = type.OrderBy(p => p.R).ToList()
               where points.Count > 1
               select new PlainPairTable(
                   type.Key, new PointTable([[.. points.Select(p => p.R)]], [.. points.Select(p => p.V)], names: ["r"])),
        ];
    }
}

/// <summary>How such a table is searched.</summary>
public sealed record PlainPairOptions
{
    /// <summary>When to stop.</summary>
    public required StopRule Stop { get; init; }

    /// <summary>Most complex formula looked for.</summary>
    public int MaxComplexity { get; init; } = 40;

    /// <summary>Searches with seeds of their own.</summary>
    public int Islands { get; init; } = 2;

    /// <summary>The seed that all others come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Islands that run at a time.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Makes networks.</summary>
    public Func<IFormulaNetwork> Network { get; init; } = PretrainedNetwork.Load;
}

/// <summary>What a search finds on such a table, under the rules that all interactions obey.</summary>
/// <param name="Table">The table.</param>
/// <param name="Best">The formula of the front with the smallest mean absolute error; null where the search ended before the
/// first one.</param>
/// <param name="Search">How the search went.</param>
/// <param name="SixEpochs">A short search of as many samples as the published one takes: 5000 an epoch, six epochs.</param>
public sealed record PlainPairFit(PlainPairTable Table, RatedFormula? Best, SearchResult Search, SearchResult SixEpochs)
{
    /// <summary>
    /// Samples of an epoch of the published search, over all islands, and the local edits that ours adds to them.
    /// </summary>
    private const int PublishedSamples = 5000, Edits = 600, PublishedEpochs = 6;

    /// <summary>Searches, first for six epochs and then, anew, as long as the options say.</summary>
    public static PlainPairFit Run(
        PlainPairTable table, PlainPairOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var problem = PairSearch.ProblemOf($"{table.Type}", Property.Energy, table.Points, options.MaxComplexity);
        var published = PairSearch.Options with
        {
            SamplesPerEpoch = PublishedSamples / options.Islands,
            EditsPerEpoch = Edits / options.Islands
        };
        var six = Search(published, new StopRule { Epochs = PublishedEpochs, TargetError = 0 });
        var result = Search(PairSearch.Options, options.Stop);
        return new PlainPairFit(table, FormulaChoice.Rate(table.Points, result.Front).MinBy(f => f.MeanAbsolute), result, six);

        SearchResult Search(SearchOptions how, StopRule stop)
        {
            using var search = new FormulaSearch(problem, how, options.Islands, options.Network, options.Seed);
            return search.Run(stop, options.Threads, clock, null, cancellation);
        }
    }
}
