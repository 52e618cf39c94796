using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>
/// The loops that are measured, each a function from the number of a round to the items that it did. A round takes
/// tens to hundreds of milliseconds, long beside the waking of a thread.
/// </summary>
internal static class SpeedLoops
{
    private const int Batch = 256, Samples = 2048, Points = 20, Complexity = 40, MostConstants = 4;
    private const int PlainFormulas = 40_000, PlainPasses = 3, FittedFormulas = 1000, Triples = 1 << 16, TripleRepeats = 40;

    /// <summary>
    /// Multiply-adds of a training step's recurrent products on <see cref="FullLength"/>: those of three LSTMs, forward, back
    /// to the states and to the weights, at every step but the first, whose states are zero.
    /// </summary>
    public static double RecurrentMultiplyAdds
    {
        get
        {
            var shape = new NetworkShape();
            return 3 * 3 * (shape.Steps - 1) * (double)Batch * shape.Hidden * 4 * shape.Hidden;
        }
    }

    /// <summary>A batch of sequences of random tokens that end at the last step: the most that a step can be.</summary>
    public static byte[] FullLength(NetworkShape shape)
    {
        var random = new CounterRandom(1);
        return [.. Enumerable.Range(0, Batch * shape.Steps).Select(i =>
            i % shape.Steps == shape.Steps - 1 ? Token.End : (byte)(1 + random.Below((ulong)i, shape.Tokens - 1)))];
    }

    /// <summary>A batch of formulas as pretraining draws them; steps beyond a formula's end cost nothing.</summary>
    public static byte[] RandomFormulas(NetworkShape shape) =>
        Engine.Formulas.RandomFormulas.Draw(
            Batch, Problem(Points).Rules with { MaxLength = shape.Steps - 1 }, shape.Steps, seed: 1);

    /// <summary>One training step, from the pretrained network on.</summary>
    public static Func<ulong, long> Training(
        int threads, Func<NetworkShape, byte[]> batch, string backend = NetworkBackends.Managed)
    {
        var network = NetworkBackends.Open(backend, threads)();
        var tokens = batch(network.Shape);
        var options = new TrainingOptions();
        return round =>
        {
            network.Train(tokens, Batch, options, round);
            return 1;
        };
    }

    /// <summary>Formulas from the pretrained network.</summary>
    public static Func<ulong, long> Sampling(int threads)
    {
        var network = ManagedNetwork.Read(PretrainedNetwork.Weights(), threads);
        var constraint = new PrefixConstraint(Problem(Points).Rules);
        var tokens = new byte[Samples * network.Shape.Steps];
        return round =>
        {
            network.Sample(tokens, Samples, constraint, round);
            return Samples;
        };
    }

    /// <summary>Formulas without constants through a search's scorer.</summary>
    public static SpeedLoop Scoring() =>
        ThroughScorer(
            Problem(Points), RandomRows(PlainFormulas, Problem(Points).Rules with { MaxConstants = 0 }), PlainPasses,
            s => s.Scored);

    /// <summary>Formulas with constants through a search's scorer.</summary>
    public static SpeedLoop Fitting()
    {
        var rows = RandomRows(20 * FittedFormulas, Problem(Points).Rules with { MaxConstants = MostConstants })
            .Where(tokens => tokens.Contains(Token.Constant)).Take(FittedFormulas).ToList();
        return ThroughScorer(Problem(Points), rows, passes: 1, s => s.Fitted);
    }

    /// <summary>Pair energies of triples, each law two terms of a damped wave and a repulsion.</summary>
    public static Func<ulong, long> Prediction()
    {
        var random = new SeededRandom(1);
        var laws = new CompiledFormula[3];
        var distances = new double[3][];
        for (var k = 0; k < 3; k++)
        {
            laws[k] =
                new CompiledFormula(FormulaText.Parse($"{2 + k}.31*exp(-0.62*x1)*cos({k + 1}.97*x1) + 5.1*exp(-1.3{k}*x1)"));
            distances[k] = [.. Enumerable.Range(0, Triples).Select(_ => random.NextUniform(2, 30))];
        }
        var triples = new FormulaSum(laws);
        var energies = new double[Triples];
        return _ =>
        {
            for (var i = 0; i < TripleRepeats; i++)
                triples.Invoke(distances, energies);
            return Triples * TripleRepeats;
        };
    }

    /// <summary>An epoch as published, its scoring shared out to threads.</summary>
    public static Func<ulong, long> PublishedEpoch(int threads)
    {
        const int EpochSamples = 5000, EpochFits = 600, EpochPoints = 15, TrainingRows = 1000;
        var problem = Problem(EpochPoints);
        var network = ManagedNetwork.Read(PretrainedNetwork.Weights(), threads);
        var team = new WorkerTeam(threads);
        var scorers = Enumerable.Range(0, threads).Select(i =>
            (Scorer: new Scorer(problem, new SearchOptions(), (ulong)i), Archive: new Archive(Complexity, 12))).ToArray();
        var steps = network.Shape.Steps;
        var tokens = new byte[EpochSamples * steps];
        var constraint = new PrefixConstraint(problem.Rules);
        return round =>
        {
            network.Sample(tokens, EpochSamples, constraint, round);
            var found = new List<(double Error, int Row)>[threads];
            team.Run(threads, (_, part) =>
            {
                var (scorer, archive) = scorers[part];
                scorer.Forget();
                var (buffer, front) = (new FormulaBuffer(), new ParetoFront());
                var (fits, valid) = (0, new List<(double, int)>());
                for (var row = part; row < EpochSamples; row += threads)
                {
                    var formula = PrefixOrder.BeforeEnd(tokens.AsSpan(row * steps, steps));
                    if (formula.Contains(Token.Constant) && fits++ >= EpochFits / threads)
                        continue;
                    var error = Score(scorer, archive, front, buffer, formula);
                    if (double.IsFinite(error))
                        valid.Add((error, row));
                }
                found[part] = valid;
            });
            var best = found.SelectMany(f => f).OrderBy(f => f.Error).Take(TrainingRows).Select(f => f.Row).ToList();
            foreach (var rows in best.Chunk(Batch))
                network.Train([.. rows.SelectMany(row => tokens[(row * steps)..((row + 1) * steps)])], rows.Length,
                    new TrainingOptions(), round);
            return EpochSamples;
        };
    }

    /// <summary>A search of one island that has done some epochs.</summary>
    public static FormulaSearch Search(int epochs)
    {
        var search = new FormulaSearch(Problem(Points), new SearchOptions(), islands: 1, PretrainedNetwork.Load, seed: 1);
        search.Run(new StopRule { Epochs = epochs }, threads: 1, TimeProvider.System, null, CancellationToken.None);
        return search;
    }

    private static SpeedLoop ThroughScorer(SearchProblem problem, List<byte[]> formulas, int passes, Func<Scorer, long> done)
    {
        var scorer = new Scorer(problem, new SearchOptions(), seed: 1);
        var archive = new Archive(Complexity, depth: 12);
        // Nothing is offered to it: every formula that an archive takes is proven to keep to its limits.
        var front = new ParetoFront();
        var buffer = new FormulaBuffer();
        var kept = 0L;
        return new SpeedLoop(
            _ =>
            {
                var before = done(scorer);
                for (var pass = 0; pass < passes; pass++)
                {
                    scorer.Forget();
                    foreach (var tokens in formulas)
                    {
                        var threshold = archive.Threshold(Engine.Formulas.Complexity.Of(tokens),
                            tokens.Contains(Token.Constant) ? Numbers.Fitted : Numbers.Small);
                        var allocated = GC.GetAllocatedBytesForCurrentThread();
                        if (Score(scorer, archive, front, buffer, tokens) < threshold)
                            kept += GC.GetAllocatedBytesForCurrentThread() - allocated;
                    }
                }
                return done(scorer) - before;
            },
            () => kept);
    }

    private static double Score(
        Scorer scorer, Archive archive, ParetoFront front, FormulaBuffer buffer, ReadOnlySpan<byte> tokens)
    {
        buffer.Clear();
        foreach (var token in tokens)
            buffer.Append(token);
        if (scorer.Score(buffer, archive, front, out var error) is { } candidate)
            archive.Offer(candidate);
        return error;
    }

    /// <summary>A damped wave at distances from 2 to 13 Å, under the rules of a table's fit.</summary>
    private static SearchProblem Problem(int points)
    {
        double[] r = [.. Enumerable.Range(0, points).Select(i => 2 + 11.0 * i / points)];
        double[] energies = [.. r.Select(x => 2.31 * Math.Exp(-0.62 * x) * Math.Cos(2.97 * x + 0.41))];
        return new TableFit(new PointTable([r], energies), OperatorRegistry.Usual) { MaxComplexity = Complexity }.Problem;
    }

    /// <summary>Random formulas without their end tokens, as long as the pretrained network's.</summary>
    private static List<byte[]> RandomRows(int count, FormulaRules rules)
    {
        const int Length = 15;
        var shorter = rules with { MaxLength = Length };
        if (rules.MaxConstants == 0)
            shorter = shorter with { Allowed = rules.Allowed.Without(Token.Constant) };
        return [
            .. Engine.Formulas.RandomFormulas.Draw(count, shorter, Length + 1, seed: 1).Chunk(Length + 1)
                .Select(row => PrefixOrder.BeforeEnd(row).ToArray())
        ];
    }
}
