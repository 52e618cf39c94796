using System.Collections.Immutable;
using DefectOrleans.Engine.Segvae.Expressions;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// One search with one seed: a network that proposes formulas, and an archive of good ones whose local edits it learns
/// from. All that an epoch does follows from the state before it and the seed.
/// </summary>
public sealed class Island : IDisposable
{
    // Progress that is worth more epochs: this share of the best error.
    private const double LeastProgress = 0.01;

    private readonly SearchProblem _problem;
    private readonly SearchOptions _options;
    private readonly Func<IFormulaNetwork> _newNetwork;
    private readonly ulong _seed;
    private readonly Scorer _scorer;
    private readonly LocalEdits _edits, _roundEdits;
    private readonly PrefixConstraint? _constraint;
    private readonly Archive _archive;
    private readonly EliteQueue _elites;
    private readonly List<Candidate> _valid = [];
    private readonly Draft _draft = new();
    private readonly byte[] _samples;
    private IFormulaNetwork _network;
    private double _errorAtProgress = double.PositiveInfinity;
    private int _restartEpoch;

    /// <summary>Starts an island.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="options">How.</param>
    /// <param name="newNetwork">Makes a pretrained network; called at the start and at each restart.</param>
    /// <param name="seed">The island's own seed.</param>
    public Island(SearchProblem problem, SearchOptions options, Func<IFormulaNetwork> newNetwork, ulong seed)
    {
        (_problem, _options, _newNetwork, _seed) = (problem, options, newNetwork, seed);
        _network = newNetwork();
        _scorer = new Scorer(problem, options, seed);
        _edits = new LocalEdits(problem.Rules.Allowed);
        _roundEdits = new LocalEdits(problem.Rules.Allowed & ~(1u << Token.Constant));
        _archive = new Archive(problem.Rules.MaxComplexity, options.ArchiveDepth);
        _elites = new EliteQueue(options.EliteEpochs, _network.Shape.Steps);
        _samples = new byte[options.SamplesPerEpoch * _network.Shape.Steps];
        _constraint = options.ConstraintMask
            ? new PrefixConstraint(problem.Rules with { MaxLength = Math.Min(problem.Rules.MaxLength, _network.Shape.Steps - 1) })
            : null;
    }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>The best formula of each complexity that this island has seen.</summary>
    public ParetoFront Front { get; } = new();

    /// <summary>Formulas scored so far.</summary>
    public long Scored => _scorer.Scored;

    /// <summary>Those whose constants were fitted.</summary>
    public long Fitted => _scorer.Fitted;

    /// <summary>The epoch of the last progress of the best error.</summary>
    public int ProgressEpoch { get; private set; }

    /// <summary>What this island shows the others: its front.</summary>
    public ImmutableArray<Candidate> Emigrants => Front.Candidates;

    /// <summary>Samples, edits, scores, keeps elites and trains the network on them.</summary>
    public void RunEpoch(CancellationToken cancellation)
    {
        var random = new SeededRandom(SeededRandom.Mix(_seed + (ulong)Epoch * 0x9E3779B97F4A7C15));
        _valid.Clear();
        Sample(ref random, cancellation);
        Edit(_edits, round: false, _options.EditsPerEpoch, ref random, cancellation);
        Edit(_roundEdits, round: true, _options.RoundEditsPerEpoch, ref random, cancellation);
        if (cancellation.IsCancellationRequested)
            return;
        _elites.Add(_valid, _options.EliteShare);
        Train(ref random);
        LearnPriors();
        Epoch++;
        NoteProgress();
    }

    /// <summary>Takes formulas of other islands as parents.</summary>
    public void Receive(IEnumerable<Candidate> immigrants)
    {
        foreach (var candidate in immigrants)
        {
            _archive.Offer(candidate);
            Front.Offer(candidate);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private void Sample(ref SeededRandom random, CancellationToken cancellation)
    {
        var steps = _network.Shape.Steps;
        var count = _options.SamplesPerEpoch;
        if (count == 0)
            return;
        _network.Sample(_samples, count, _constraint, random.NextBits());
        for (var row = 0; row < count && !cancellation.IsCancellationRequested; row++)
        {
            var tokens = _samples.AsSpan(row * steps, steps);
            if (tokens.IndexOf(Token.End) is var end and > 0)
                tokens = tokens[..end];
            if (_constraint is null && !_problem.Rules.Accepts(tokens))
                continue;
            _draft.Clear();
            foreach (var token in tokens)
                _draft.Append(token);
            Keep(_scorer.Score(_draft, _archive));
        }
    }

    private void Edit(LocalEdits edits, bool round, int count, ref SeededRandom random, CancellationToken cancellation)
    {
        for (var i = 0; i < count && !cancellation.IsCancellationRequested; i++)
        {
            if (_archive.Draw(round, ref random) is not { } parent || _archive.Draw(round, ref random) is not { } donor)
                return;
            edits.Propose(parent.Expression, donor.Expression, ref random, _draft);
            Keep(_scorer.Score(_draft, _archive));
        }
    }

    private void Keep(Candidate? candidate)
    {
        if (candidate is null)
            return;
        _valid.Add(candidate);
        _archive.Offer(candidate);
        if (!Front.Offer(candidate) || !_options.Snap || candidate.IsRound)
            return;
        foreach (var snapped in _scorer.Snap(candidate))
        {
            _archive.Offer(snapped);
            Front.Offer(snapped);
        }
    }

    private void Train(ref SeededRandom random)
    {
        var steps = _network.Shape.Steps;
        var rows = _elites.Draw(_options.TrainingRowsPerEpoch, ref random);
        for (var from = 0; from < rows.Length; from += _options.BatchSize * steps)
        {
            var batch = rows.AsSpan(from, Math.Min(_options.BatchSize * steps, rows.Length - from));
            _network.Train(batch, batch.Length / steps, _options.Training, random.NextBits());
        }
    }

    private void LearnPriors()
    {
        if (!_options.LearnedPriors)
            return;
        Span<double> weights = stackalloc double[Token.Count];
        weights.Fill(1);
        var total = 0;
        foreach (var candidate in _archive.All)
        {
            foreach (var token in candidate.Expression.Tokens)
                weights[token] += 1;
            total += candidate.Expression.Tokens.Length;
        }
        // Half of the weight stays even, so that no token dies out.
        for (var t = 0; t < weights.Length; t++)
            weights[t] = 0.5 / Token.Count + 0.5 * weights[t] / (total + Token.Count);
        _edits.SetPriors(weights);
        _roundEdits.SetPriors(weights);
    }

    private void NoteProgress()
    {
        if (Front.BestError < (1 - LeastProgress) * _errorAtProgress)
            (_errorAtProgress, ProgressEpoch) = (Front.BestError, Epoch);
        else if (_options.RestartEpochs > 0 && Epoch - Math.Max(ProgressEpoch, _restartEpoch) >= _options.RestartEpochs)
            Restart();
    }

    private void Restart()
    {
        _network.Dispose();
        _network = _newNetwork();
        _archive.Clear();
        _elites.Clear();
        _scorer.Forget();
        _restartEpoch = Epoch;
    }
}
