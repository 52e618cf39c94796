using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Fuzz;

/// <summary>Snapshots of islands, checkpoints of searches and networks, on a network of a few hundred weights.</summary>
internal static class SearchTargets
{
    private const int Hash = 32, Magic = 8;

    private static readonly NetworkShape Tiny = new() { Steps = 16, Embedding = 8, Hidden = 8, Latent = 2 };

    private static readonly SearchOptions Options = new()
    {
        SamplesPerEpoch = 20, EditsPerEpoch = 20, RoundEditsPerEpoch = 20, CompletionsPerEpoch = 0, RoundCompletionsPerEpoch = 0,
        TrainingRowsPerEpoch = 8, BatchSize = 8,
    };

    private static readonly SearchProblem Problem = new(
        "made up",
        new PointTable([[0.5, 1, 1.5, 2, 2.5, 3]], [1.1, 0.8, 0.4, 0.1, 0.2, 0.05]),
        new FormulaRules
        {
            MaxLength = 12, MaxComplexity = 20, MaxConstants = 2,
            Allowed = OperatorRegistry.Usual | FormulaRules.Variables(1)
                | TokenSet.Of(Token.Constant, Token.Integer + 2, Token.Integer + 3),
        },
        null);

    private static readonly PairSearch Pair = PairSearch.For(
        new PairTable(
            new PairChannel(PairType.Parse("V_Nb|V_Te"), Side.Middle), Property.Energy,
            [new TablePoint(2, 0.3, 0.001, 1, 6), new TablePoint(3, 0.2, 0.001, 1, 6), new TablePoint(9, 0, 0.001, 1, 6)]),
        maxComplexity: 40);

    private static readonly byte[] Identity = SHA256.HashData("a search"u8);

    public static IEnumerable<Target> All()
    {
        using var island = new Island(Problem, Options, Network, seed: 1);
        island.RunEpoch(CancellationToken.None);
        island.RunEpoch(CancellationToken.None);
        var state = Written(island.Write);
        var search = Written(to => SearchState.Write(to, Identity, [island]));
        var network = Written(to => Network().Write(to, withOptimizer: true));
        // Rarer than others: what an island learned is learned again when it is read.
        return
        [
            new("island snapshot", [state], ReadIsland) { Weight = 1 },
            new("island snapshot's content", [Opened(state)], ReadIsland) { Seal = Closed, Weight = 4 },
            new("search checkpoint", [search], ReadSearch) { Weight = 1 },
            new("search checkpoint with its checksum", [search], ReadSearch) { Seal = WithHash, Weight = 4 },
            new("network file with its checksum", [network], bytes => ManagedNetwork.Read(new MemoryStream(bytes)).Dispose())
            {
                Seal = WithHash,
                Weight = 4
            },
            new("campaign checkpoint", [Checkpoint()], ReadCheckpoint),
        ];
    }

    private static byte[] Checkpoint()
    {
        var formula = FormulaText.Parse("1.5*exp(-0.7*r)", ["r"]);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            Campaign = "c",
            Finished = new Dictionary<string, object>
            {
                [Pair.Name] = new[]
                {
                    new
                    {
                        Tokens = formula.Tokens.ToArray(), Constants = formula.Constants.ToArray(), Error = 0.01,
                        formula.Complexity,
                    },
                },
            },
            BookTargets.Sample.Triples,
        });
    }

    private static void ReadCheckpoint(byte[] bytes)
    {
        var read = CampaignCheckpoint.Read("x.checkpoint", bytes);
        foreach (var term in read.Triples ?? [])
            new CompiledFormula(FormulaText.Parse(term.Chosen.Text, ["a", "b", "c"])).Invoke([2, 3, 4]);
        foreach (var candidate in read.Finished(Pair) ?? [])
            new CompiledFormula(candidate.Expression).Invoke([2]);
    }

    private static IFormulaNetwork Network() => ManagedNetwork.Create(Tiny, seed: 1);

    private static void ReadIsland(byte[] bytes) => Island(new MemoryStream(bytes)).Dispose();

    private static Island Island(Stream from) =>
        Engine.Segvae.Search.Island.Read(from, stream => ManagedNetwork.Read(stream), Problem, Options, Network, seed: 1);

    private static void ReadSearch(byte[] bytes)
    {
        foreach (var island in SearchState.Read(new MemoryStream(bytes), Identity, islands: 1, (from, _) => Island(from)))
            island.Dispose();
    }

    private static byte[] Written(Action<Stream> write)
    {
        using var to = new MemoryStream();
        write(to);
        return to.ToArray();
    }

    private static byte[] WithHash(byte[] bytes)
    {
        if (bytes.Length >= Hash)
            SHA256.HashData(bytes.AsSpan(..^Hash), bytes.AsSpan(^Hash..));
        return bytes;
    }

    /// <summary>What is in an island's snapshot, behind its magic.</summary>
    private static byte[] Opened(byte[] state)
    {
        using var content = new MemoryStream();
        content.Write(state.AsSpan(0, Magic));
        using (var compression = new BrotliStream(new MemoryStream(state[(Magic + 4)..^Hash]), CompressionMode.Decompress))
            compression.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Closed(byte[] content)
    {
        if (content.Length < Magic)
            return content;
        using var compressed = new MemoryStream();
        using (var compression = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            compression.Write(content.AsSpan(Magic));
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)compressed.Length);
        return [.. content[..Magic], .. length, .. compressed.ToArray(), .. SHA256.HashData(compressed.ToArray())];
    }
}
