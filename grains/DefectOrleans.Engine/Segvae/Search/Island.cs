using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;
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
    private readonly LocalEdits _edits, _roundEdits;
    private readonly PrefixConstraint? _constraint;
    private readonly PromptedSamples? _prompts;
    private readonly Candidate?[] _prompters;
    private readonly int[] _kept;
    private readonly FormulaBuffer _prompter;
    private readonly IslandParts _parts;
    private readonly ScoredRows _valid;
    private readonly FormulaBuffer _buffer;
    private readonly byte[] _samples, _row;
    private Completions? _completions, _roundCompletions;
    private int _rows;

    /// <summary>Starts an island.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="options">How.</param>
    /// <param name="newNetwork">Makes a pretrained network; called at the start and at each restart.</param>
    /// <param name="seed">The island's own seed.</param>
    public Island(SearchProblem problem, SearchOptions options, Func<IFormulaNetwork> newNetwork, ulong seed)
    {
        (_problem, _options, _newNetwork, _seed) = (problem, options, newNetwork, seed);
        var (all, round) = (problem.Rules.Allowed, problem.Rules.Allowed.Without(Token.Constant));
        var tables = problem.Tables?.Count ?? 1;
        (_edits, _roundEdits) = (new LocalEdits(all, tables), new LocalEdits(round, tables));
        _buffer = new FormulaBuffer(tables);
        var network = newNetwork();
        var steps = network.Shape.Steps;
        _parts = new IslandParts(
            tables,
            problem.Tables is null ? new Scorer(problem, options, seed) : new LawScorer(problem, seed),
            new Archive(problem.MaxComplexity, options.ArchiveDepth),
            new EliteQueue(options.EliteEpochs, steps),
            network,
            options.Training);
        _valid = new ScoredRows(steps, network.Shape.Tokens);
        _samples = new byte[options.SamplesPerEpoch * steps];
        _row = new byte[steps];
        _constraint = options.ConstraintMask ? new PrefixConstraint(NetworkWords.Rules(problem.Rules, steps - 1)) : null;
        _prompts = _constraint is not null && options.PromptedShare > 0 ? new PromptedSamples(_constraint, steps) : null;
        (_prompters, _kept) = (new Candidate?[options.SamplesPerEpoch], new int[options.SamplesPerEpoch]);
        _prompter = new FormulaBuffer(tables);
    }

    /// <summary>Takes up an island where <see cref="Write"/> left it.</summary>
    /// <param name="from">What was written.</param>
    /// <param name="readNetwork">Makes a network of its bytes.</param>
    /// <param name="problem">As it was.</param>
    /// <param name="options">As they were.</param>
    /// <param name="newNetwork">As it was.</param>
    /// <param name="seed">As it was.</param>
    /// <exception cref="InputException">The bytes are no island's state, or damaged.</exception>
    public static Island Read(
        Stream from,
        Func<Stream, IFormulaNetwork> readNetwork,
        SearchProblem problem,
        SearchOptions options,
        Func<IFormulaNetwork> newNetwork,
        ulong seed)
    {
        var island = new Island(problem, options, newNetwork, seed);
        using var reader = new BinaryReader(from, System.Text.Encoding.UTF8, leaveOpen: true);
        IslandState.Read(reader, island._parts, readNetwork);
        return island;
    }

    /// <summary>Epochs done.</summary>
    public int Epoch => _parts.Epoch;

    /// <summary>The best formula of each complexity that this island has seen.</summary>
    public ParetoFront Front => _parts.Front;

    /// <summary>Formulas scored so far.</summary>
    public long Scored => _parts.Scorer.Scored;

    /// <summary>Those whose constants were fitted.</summary>
    public long Fitted => _parts.Scorer.Fitted;

    /// <summary>What came of the network's samples, of edits and of completions.</summary>
    public Yields Yields => new([.. _parts.Yields]);

    /// <summary>The epoch of the last progress of the best error.</summary>
    public int ProgressEpoch => _parts.ProgressEpoch;

    /// <summary>Samples, edits, scores, keeps elites and trains the network on them.</summary>
    public void RunEpoch(CancellationToken cancellation)
    {
        var random = new SeededRandom(SeededRandom.Mix(_seed + (ulong)Epoch * 0x9E3779B97F4A7C15));
        _valid.Clear();
        Resample();
        LearnPriors();
        Sample(ref random, cancellation);
        Edit(_edits, round: false, _options.EditsPerEpoch, ref random, cancellation);
        Edit(_roundEdits, round: true, _options.RoundEditsPerEpoch, ref random, cancellation);
        Complete(_completions, round: false, _options.CompletionsPerEpoch, ref random, cancellation);
        Complete(_roundCompletions, round: true, _options.RoundCompletionsPerEpoch, ref random, cancellation);
        if (cancellation.IsCancellationRequested)
            return;
        if (_options.TrainingRowsPerEpoch > 0)
        {
            _parts.Elites.Enqueue(_valid.Best(_options.LearnsFromKept ? 1 : _options.EliteShare, _parts.Yields));
            if ((Epoch + 1) % _options.TrainingEpochs == 0)
                Train(ref random);
        }
        _parts.Epoch++;
        RecordProgress();
    }

    /// <summary>Scores forms that others found, their numbers not known: parents to begin with.</summary>
    public void Plant(ImmutableArray<ImmutableArray<byte>> forms, CancellationToken cancellation)
    {
        foreach (var form in forms)
        {
            if (cancellation.IsCancellationRequested)
                return;
            _buffer.Clear();
            foreach (var token in form)
                _buffer.Append(token);
            Score(Origin.Elsewhere);
        }
    }

    /// <summary>Takes formulas of other islands as parents.</summary>
    public void Receive(IEnumerable<Candidate> immigrants)
    {
        foreach (var candidate in immigrants)
        {
            _parts.Archive.Offer(candidate);
            Front.Offer(candidate);
        }
    }

    /// <summary>Writes the state at the end of an epoch: some 0.2 MB, at most 7 MB.</summary>
    public void Write(Stream to)
    {
        using var writer = new BinaryWriter(to, System.Text.Encoding.UTF8, leaveOpen: true);
        IslandState.Write(writer, _parts);
    }

    /// <inheritdoc/>
    public void Dispose() => _parts.Network.Dispose();

    private void Sample(ref SeededRandom random, CancellationToken cancellation)
    {
        var steps = _parts.Network.Shape.Steps;
        var count = _options.SamplesPerEpoch;
        if (count == 0)
            return;
        Prompt(ref random);
        _parts.Network.Sample(_samples, count, _prompts is null ? _constraint : _prompts, random.NextBits());
        for (var row = 0; row < count && !cancellation.IsCancellationRequested; row++)
        {
            var tokens = _samples.AsSpan(row * steps, steps);
            if (tokens.IndexOf(Token.End) is var end and > 0)
                tokens = tokens[..end];
            if (_constraint is null && !_problem.Rules.Accepts(tokens))
                continue;
            if (_problem.Tables is not null)
                NetworkWords.FromNetwork(tokens);
            _buffer.Clear();
            if (_prompters[row] is { } prompter)
            {
                _prompter.Load(prompter.Expression);
                _buffer.Append(_prompter, 0, _kept[row]);
            }
            foreach (var token in tokens[_kept[row]..])
                _buffer.Append(token);
            Score(Origin.Sample);
        }
    }

    /// <summary>Draws formulas that samples begin with, as far as the network knows and can write them.</summary>
    private void Prompt(ref SeededRandom random)
    {
        if (_prompts is null)
            return;
        var shape = _parts.Network.Shape;
        _prompts.Clear(_prompters.Length);
        for (var row = 0; row < _prompters.Length; row++)
        {
            (_prompters[row], _kept[row]) = (null, 0);
            if (random.NextUniform() >= _options.PromptedShare)
                continue;
            var round = random.NextUniform() < _options.RoundPromptedShare;
            if (_parts.Archive.Draw(round, ref random) is not { } prompter)
                continue;
            var tokens = prompter.Expression.Tokens.AsSpan();
            var kept = random.NextInt(tokens.Length);
            if (tokens.Length >= shape.Steps)
                continue;
            tokens[..kept].CopyTo(_row);
            if (_problem.Tables is not null)
                NetworkWords.ToNetwork(_row.AsSpan(0, kept));
            if (_row.AsSpan(0, kept).ContainsAnyInRange((byte)shape.Tokens, byte.MaxValue))
                continue;
            (_prompters[row], _kept[row]) = (prompter, kept);
            _prompts.Set(row, _row.AsSpan(0, kept), round);
        }
    }

    private void Edit(LocalEdits edits, bool round, int count, ref SeededRandom random, CancellationToken cancellation)
    {
        for (var i = 0; i < count && !cancellation.IsCancellationRequested; i++)
        {
            if (_parts.Archive.Draw(round, ref random) is { } parent
                && _parts.Archive.Draw(round, ref random) is { } donor)
                edits.Propose(parent.Expression, donor.Expression, ref random, _buffer);
            else if (_options.SamplesPerEpoch == 0)
                edits.Grow(ref random, _buffer);
            else
                return;
            Score(Origin.Edit);
        }
    }

    private void Complete(
        Completions? completions, bool round, int count, ref SeededRandom random, CancellationToken cancellation)
    {
        for (var i = 0; i < count && !cancellation.IsCancellationRequested; i++)
        {
            if (_parts.Archive.Draw(round, ref random) is { } parent
                && completions!.Propose(parent.Expression, ref random, _buffer))
                Score(Origin.Completion);
        }
    }

    /// <summary>Scores the buffer and keeps what is good enough.</summary>
    private void Score(Origin origin)
    {
        var scored = _parts.Scorer.Score(_buffer, _parts.Archive, Front, out var error);
        if (double.IsFinite(error) && (scored is not null || !_options.LearnsFromKept))
            AddValid(error, origin);
        _parts.Yields[(int)origin] += new Yield(1, double.IsFinite(error) ? 1 : 0, scored is null ? 0 : 1, 0);
        if (scored is null)
            return;
        var candidate = scored with { Origin = origin };
        _parts.Archive.Offer(candidate);
        if (!Front.Offer(candidate) || !_options.Snap || candidate.Numbers != Numbers.Fitted)
            return;
        foreach (var round in _parts.Scorer.Snap(candidate, Front))
        {
            var snapped = round with { Origin = origin };
            _parts.Archive.Offer(snapped);
            Front.Offer(snapped);
        }
    }

    private void AddValid(double error, Origin origin)
    {
        var tokens = _buffer.Tokens;
        if (_problem.Tables is not null && tokens.Length <= _row.Length)
        {
            var row = _row.AsSpan(0, tokens.Length);
            tokens.CopyTo(row);
            NetworkWords.ToNetwork(row);
            tokens = row;
        }
        _valid.Add(tokens, error, origin);
    }

    private void Train(ref SeededRandom random)
    {
        var steps = _parts.Network.Shape.Steps;
        var rows = _parts.Elites.Draw(_options.TrainingRowsPerEpoch, ref random);
        for (var from = 0; from < rows.Length; from += _options.BatchSize * steps)
        {
            var batch = rows.AsSpan(from, Math.Min(_options.BatchSize * steps, rows.Length - from));
            _parts.Train(new TrainingStep(batch.ToArray(), random.NextBits()));
        }
    }

    /// <summary>Takes the rows of this epoch that formulas are tried on first.</summary>
    private void Resample()
    {
        if (_problem.Tables is not null || _rows == RowSample.Size(_problem.Points, Epoch))
            return;
        var points = RowSample.Of(_problem.Points, Epoch);
        _rows = RowSample.Size(_problem.Points, Epoch);
        _parts.Scorer.TryOn(points);
        var (problem, allowed) = (_problem with { Points = points }, _problem.Rules.Allowed);
        _completions = _options.CompletionsPerEpoch > 0 ? new Completions(problem, allowed) : null;
        _roundCompletions = _options.RoundCompletionsPerEpoch > 0
            ? new Completions(problem, allowed.Without(Token.Constant))
            : null;
    }

    private void LearnPriors()
    {
        if (!_options.LearnedPriors)
            return;
        Span<double> weights = stackalloc double[Token.Count];
        weights.Fill(1);
        var total = 0;
        foreach (var candidate in _parts.Archive.All)
        {
            foreach (var token in candidate.Expression.Tokens)
                weights[token] += 1;
            total += candidate.Expression.Tokens.Length;
        }
        // Half of the weight stays even, so that no token dies out.
        for (var t = 0; t < weights.Length; t++)
            weights[t] = 0.5 / Token.PretrainedCount + 0.5 * weights[t] / (total + Token.PretrainedCount);
        _edits.SetPriors(weights);
        _roundEdits.SetPriors(weights);
    }

    private void RecordProgress()
    {
        if (Front.BestError < (1 - LeastProgress) * _parts.ErrorAtProgress)
            (_parts.ErrorAtProgress, _parts.ProgressEpoch) = (Front.BestError, Epoch);
        else if (_options.RestartEpochs > 0 && Epoch - Math.Max(ProgressEpoch, _parts.RestartEpoch) >= _options.RestartEpochs)
            Restart();
    }

    private void Restart()
    {
        _parts.Network.Dispose();
        _parts.Network = _newNetwork();
        _parts.Training.Clear();
        _parts.Archive.Clear();
        _parts.Elites.Clear();
        _parts.Scorer.Forget();
        _parts.RestartEpoch = Epoch;
    }
}
