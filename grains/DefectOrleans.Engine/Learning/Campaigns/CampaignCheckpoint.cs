using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>
/// The searches of a campaign that have ended, kept in a file so that an interrupted campaign goes on with the rest. A
/// search that was cut off is done again from its start: the same seed, so the same front.
/// </summary>
internal sealed class CampaignCheckpoint
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly State _state;

    private CampaignCheckpoint(string path, State state) => (_path, _state) = (path, state);

    private sealed record State(string Campaign, SortedDictionary<string, SavedCandidate[]> Finished);

    private sealed record SavedCandidate(byte[] Tokens, double[] Constants, double Error, int Complexity);

    /// <summary>Opens the checkpoint of a campaign, or a new one where there is no file.</summary>
    /// <exception cref="InputException">The file is damaged or of another campaign.</exception>
    public static CampaignCheckpoint Open(string path, TrainingSet training, DiscoveryOptions options)
    {
        var campaign = Identify(training, options);
        if (!File.Exists(path))
            return new CampaignCheckpoint(path, new State(campaign, new(StringComparer.Ordinal)));
        State? state;
        try
        {
            state = JsonSerializer.Deserialize<State>(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the interrupted campaign can't be read ({e.Message}); delete it to start anew", e);
        }
        if (state?.Finished is null)
            throw new InputException($"{path}: the interrupted campaign is damaged; delete it to start anew");
        return state.Campaign == campaign
            ? new CampaignCheckpoint(path, state)
            : throw new InputException(
                $"{path}: of a campaign with other structures, properties, islands, seed or epochs; give the same ones or delete it to start anew");
    }

    /// <summary>The front of a search that has ended; null while it has not.</summary>
    public ImmutableArray<Candidate>? Finished(string search) => _state.Finished.TryGetValue(search, out var front)
        ? [.. front.Select(c => new Candidate(new Expression([.. c.Tokens], [.. c.Constants]), c.Error, c.Complexity))]
        : null;

    /// <summary>Notes that a search has ended.</summary>
    public void Finish(string search, ImmutableArray<Candidate> front)
    {
        lock (_gate)
        {
            _state.Finished[search] = [.. front.Select(c => new SavedCandidate(
                [.. c.Expression.Tokens], [.. c.Expression.Constants], c.Error, c.Complexity))];
            WholeFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(_state));
        }
    }

    /// <summary>What makes two campaigns the same: everything but threads and time, so a resumed one may get another budget.</summary>
    private static string Identify(TrainingSet training, DiscoveryOptions options)
    {
        var text = JsonSerializer.Serialize(new
        {
            Version = typeof(CampaignCheckpoint).Assembly.GetName().Version!.ToString(),
            training.Material,
            Samples = training.Samples.Select(s => new { s.Structure.Id, s.Energy, s.Homo, s.Lumo, s.Gap }),
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
