using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Cli.Benchmarking.Laws;

/// <summary>What <c>bench laws</c> is asked.</summary>
/// <param name="Folder">A 2DMD folder with singles, pairs and denser structures.</param>
/// <param name="Properties">Energies, gaps.</param>
/// <param name="Stop">When each search ends.</param>
/// <param name="Seeds">Searches of each property.</param>
/// <param name="Seed">The first one's seed.</param>
/// <param name="MaxComplexity">The law's highest complexity.</param>
/// <param name="MaxOwn">Most own numbers.</param>
/// <param name="MaxShared">Most shared numbers.</param>
/// <param name="Threads">Threads, and islands.</param>
internal sealed record LawsRequest(
    string Folder, IReadOnlyList<Property> Properties, StopRule Stop, int Seeds, long Seed, int MaxComplexity, int MaxOwn,
    int MaxShared, int Threads);

/// <summary>Searches one law for all pairs of a material, and tests it on structures that did not train.</summary>
internal sealed class LawsRun(Session session, LawsRequest request)
{
    private const double SeedShare = 0.2;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.1);

    private static readonly ChoiceRule[] Rules = [ChoiceRule.DescriptionLength, ChoiceRule.LeftOut];

    private readonly Dataset _dataset = Folders.Read(session, request.Folder, new ReadOptions());

    private ImmutableArray<SymmetryBreaking> _breaking = [];

    /// <summary>All trials that were done; a cancelled run keeps those before.</summary>
    /// <exception cref="InputException">The folder has too few pairs for a law.</exception>
    public IReadOnlyList<LawTrial> Run()
    {
        var whole = new TrainingSelection { Seed = request.Seed }.Pick([_dataset], []);
        _breaking = SymmetryBreakingFit.Of(whole);
        var training = SymmetryBreakingFit.Without(whole, _breaking);
        var trials = new List<LawTrial>();
        foreach (var property in request.Properties)
        {
            var tables = PairTables.Of(training, [property]);
            var searches = tables.Tables.Select(table => PairSearch.For(table, request.MaxComplexity));
            var search = LawSearch.For(searches, property, request.MaxComplexity, request.MaxOwn, request.MaxShared)
                ?? throw new InputException(
                    $"{request.Folder}: fewer than two pair types with six points of {property}; expected singles and pairs");
            for (var turn = 0; turn < request.Seeds && !session.Cancellation.IsCancellationRequested; turn++)
                trials.AddRange(Try(training, tables, search, request.Seed + turn));
        }
        return trials;
    }

    private IEnumerable<LawTrial> Try(TrainingSet training, PairTables tables, LawSearch search, long seed)
    {
        using var laws = new FormulaSearch(
            search.Problem, LawSearch.Options, request.Threads, PretrainedNetwork.Load, unchecked((ulong)seed));
        var started = session.Clock.GetTimestamp();
        var forms = LawSeeds.Find(
            search, SeedStop(search), request.Threads, unchecked((ulong)seed), session.Clock, session.Cancellation);
        laws.Plant(forms, request.Threads, session.Cancellation);
        var left = request.Stop.Budget - session.Clock.GetElapsedTime(started);
        var stop = request.Stop with { Budget = left < LeastTime ? LeastTime : left };
        var result = laws.Run(stop, request.Threads, session.Clock, null, session.Cancellation);
        if (session.Cancellation.IsCancellationRequested)
            yield break;
        var choice = new LawChoice(search.Problem.Tables!, result.Front, search.Allows, PairSearch.GoodEnough);
        var rows = new LeftOutRows(search.Problem.Tables!);
        foreach (var rule in Rules)
        {
            if (choice.Best(rule) is not { } law)
                continue;
            var book = LawBook.Make(training, tables, search, law, Provenance(training, result, seed)) with
            {
                SymmetryBreakings = _breaking,
            };
            var errors = Evaluation.Sum(book, _dataset, Evaluation.Predict(new Composer(book), _dataset, minDefects: 3));
            var quantity = Quantity.Of(search.Property);
            var trial = new LawTrial(
                search.Property.ToString().ToLowerInvariant(), seed, rule, law, rows.ErrorOf(law.Expression),
                errors.Errors[quantity.ErrorKey], result);
            session.Say($"{trial.Property}, seed {seed}, {LawsReport.RuleName(rule)}: {LawsReport.MeV(trial)} meV, "
                + LawsReport.Text(law));
            yield return trial;
        }
    }

    /// <summary>Channels get a part of the time, or of the epochs, before the law's search begins.</summary>
    private StopRule SeedStop(LawSearch search)
    {
        var rounds = Math.Ceiling(search.Channels.Length / (double)request.Threads);
        return new StopRule
        {
            Budget = request.Stop.Budget * SeedShare / rounds,
            Epochs = request.Stop.Epochs is { } epochs ? Math.Max(1, (int)(SeedShare * epochs)) : null,
        };
    }

    private Provenance Provenance(TrainingSet training, SearchResult result, long seed) => new()
    {
        Version = typeof(LawsRun).Assembly.GetName().Version!.ToString(3),
        Finished = session.Clock.GetUtcNow(),
        Seconds = Math.Round(result.Elapsed.TotalSeconds, 1),
        Threads = request.Threads,
        Islands = request.Threads,
        Seed = seed,
        Network = nameof(PretrainedNetwork),
        Bound = "one law",
        Complete = true,
        Training = training.Folders,
    };
}
