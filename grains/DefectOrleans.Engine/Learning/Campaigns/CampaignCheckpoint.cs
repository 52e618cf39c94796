using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>
/// The three-body terms of a campaign and its searches that have ended, kept in a file so that an interrupted campaign goes
/// on with the rest. A search that was cut off is done again from its start: the same seed, so the same front.
/// </summary>
internal sealed class CampaignCheckpoint
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private State _state;

    private CampaignCheckpoint(string path, State state) => (_path, _state) = (path, state);

    private sealed record State(
        string Campaign, SortedDictionary<string, SavedCandidate[]> Finished, TripleFormula[]? Triples = null);

    private sealed record SavedCandidate(byte[] Tokens, double[] Constants, double Error, int Complexity);

    /// <inheritdoc cref="Open"/>
    /// <returns>Null where no path is told.</returns>
    public static CampaignCheckpoint? Of(string? path, TrainingSet training, DiscoveryOptions options)
    {
        options.Validate();
        return path is null ? null : Open(path, training, options);
    }

    /// <summary>Opens the checkpoint of a campaign, or a new one where there is no file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="training">What the campaign was asked to learn from, its energies whole.</param>
    /// <param name="options">What it was asked.</param>
    /// <exception cref="InputException">The file is damaged or of another campaign.</exception>
    public static CampaignCheckpoint Open(string path, TrainingSet training, DiscoveryOptions options)
    {
        var campaign = Identify(training, options);
        if (!File.Exists(path))
            return new CampaignCheckpoint(path, new State(campaign, new(StringComparer.Ordinal)));
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotRead(path, e);
        }
        var read = Read(path, bytes);
        return read._state.Campaign == campaign
            ? read
            : throw new InputException(
                $"{path}: of a campaign with other structures, properties, islands, seed or epochs; give the same ones or delete "
                    + "it to start anew");
    }

    /// <summary>The checkpoint that a file's bytes are, of whatever campaign.</summary>
    /// <exception cref="InputException">They are damaged.</exception>
    internal static CampaignCheckpoint Read(string path, ReadOnlySpan<byte> bytes)
    {
        State? state;
        try
        {
            state = JsonSerializer.Deserialize<State>(bytes);
        }
        catch (JsonException e)
        {
            throw NotRead(path, e);
        }
        if (state?.Finished is null || state.Finished.Values.Any(front => front is null || !Array.TrueForAll(front, IsFormula)))
            throw Damaged(path);
        if (state.Triples is { } terms
            && (Array.Exists(terms, term => term is null || Completeness.FirstMissing(term) is not null)
                || BookValidator.Triples(terms).Any()))
            throw Damaged(path);
        return new CampaignCheckpoint(path, state);
    }

    /// <summary>
    /// The three-body terms, which the searches' tables rest on; null where they are not found yet or there is nothing to find
    /// them in.
    /// </summary>
    public ImmutableArray<TripleFormula>? Triples => _state.Triples is { } found ? [.. found] : null;

    /// <summary>Keeps the three-body terms: found by time, they would be others the next time.</summary>
    public void Keep(ImmutableArray<TripleFormula> triples)
    {
        lock (_gate)
        {
            _state = _state with { Triples = [.. triples] };
            Save();
        }
    }

    /// <summary>The front of a search that has ended; null while it has not.</summary>
    /// <exception cref="InputException">It is none of the search's.</exception>
    public ImmutableArray<Candidate>? Finished(IPlannedSearch search)
    {
        if (!_state.Finished.TryGetValue(search.Name, out var front))
            return null;
        var tables = search.Problem.Tables?.Count ?? 1;
        if (Array.Exists(front, c => c.Constants.Length != LawNumbers.CountOf(c.Tokens, tables)
            || c.Complexity != LawComplexity.Of(c.Tokens, tables) || c.Complexity > search.Problem.MaxComplexity
            || Array.Exists(c.Tokens, token => Token.VariableIndex(token) >= search.Problem.Points.Variables.Length)))
            throw Damaged(_path);
        return [.. front.Select(c => new Candidate(new Expression([.. c.Tokens], [.. c.Constants]), c.Error, c.Complexity))];
    }

    /// <summary>Notes that a search has ended.</summary>
    public void Finish(string search, ImmutableArray<Candidate> front)
    {
        lock (_gate)
        {
            _state.Finished[search] = [.. front.Select(c => new SavedCandidate(
                [.. c.Expression.Tokens], [.. c.Expression.Constants], c.Error, c.Complexity))];
            Save();
        }
    }

    private static bool IsFormula(SavedCandidate? candidate) =>
        candidate is { Tokens: not null, Constants: not null } && PrefixOrder.IsComplete(candidate.Tokens);

    private static InputException NotRead(string path, Exception e) =>
        new($"{path}: the interrupted campaign can't be read ({e.Message}); delete it to start anew", e);

    private static InputException Damaged(string path) =>
        new($"{path}: the interrupted campaign is damaged; delete it to start anew");

    private void Save() => WholeFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(_state));

    /// <summary>
    /// What makes two campaigns the same: all that was asked but threads and time, so a resumed one may get another budget, and
    /// nothing that was found.
    /// </summary>
    private static string Identify(TrainingSet training, DiscoveryOptions options)
    {
        var text = JsonSerializer.Serialize(new
        {
            Version = typeof(CampaignCheckpoint).Assembly.GetName().Version!.ToString(),
            training.Material,
            Samples = training.Samples.Select(s => new
            {
                s.Structure.Id,
                Cell = $"{s.Structure.CellA}x{s.Structure.CellB}",
                Defects = s.Structure.Defects.Select(d => $"{d.Kind} {d.Position}"),
                s.Energy,
                s.Homo,
                s.Lumo,
                s.Gap,
                Others = s.Others.Select(other => $"{other.Key} {other.Value:R}"),
            }),
            Chosen = training.Chosen.Order(StringComparer.Ordinal),
            Properties = options.Properties.Order(),
            options.Epochs,
            options.Islands,
            options.Seed,
            options.Network,
            options.MaxComplexity,
        });
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
