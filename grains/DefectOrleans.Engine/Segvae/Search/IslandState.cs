using System.IO.Compression;
using System.Security.Cryptography;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// An island's state at the end of an epoch, as bytes: the archive, the front, the elites, the memory of seen formulas, and
/// what the network was trained on since it was new, or, where that was much, the network with its optimiser. Little-endian:
/// "ISLAND" and a version (8 bytes), the length of what follows compressed (int32), that, and its SHA-256; some 0.2 MB, at
/// most 7 MB. Read with the same problem, options and seed it goes on just as it would have.
/// </summary>
internal static class IslandState
{
    private const int LongestContent = 64 << 20;

    private static ReadOnlySpan<byte> Magic => "ISLAND\0\x05"u8;

    public static void Write(BinaryWriter to, IslandParts island)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true))
            WriteContent(writer, island);
        using var compressed = new MemoryStream();
        using (var compression = new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            compression.Write(content.GetBuffer(), 0, (int)content.Length);
        var bytes = compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
        to.Write(Magic);
        to.Write(bytes.Length);
        to.Write(bytes);
        to.Write(SHA256.HashData(bytes));
    }

    /// <summary>Fills an island that is new; a network that has to be read is made by <paramref name="readNetwork"/>.</summary>
    /// <exception cref="InputException">The bytes are no island's state, damaged, or of another release.</exception>
    public static void Read(BinaryReader from, IslandParts island, Func<Stream, IFormulaNetwork> readNetwork)
    {
        if (!from.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new InputException("Not an island's state, or one of another version; expected bytes that a search wrote.");
        try
        {
            var bytes = ReadBlock(from);
            if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(from.ReadBytes(SHA256.HashSizeInBytes)))
                throw new EndOfStreamException();
            using var content = new MemoryStream();
            using (var compression = new BrotliStream(new MemoryStream(bytes, writable: false), CompressionMode.Decompress))
                CopyBounded(compression, content);
            content.Position = 0;
            using var reader = new BinaryReader(content);
            ReadContent(reader, island, readNetwork);
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new InputException("An island's state is damaged or cut short; expected all bytes that a search wrote.", e);
        }
    }

    /// <summary>A length and so many bytes; a length that is made up takes no memory.</summary>
    private static byte[] ReadBlock(BinaryReader from)
    {
        var length = from.ReadInt32();
        return length >= 0 && length <= from.BaseStream.Length - from.BaseStream.Position
            ? from.ReadBytes(length)
            : throw new EndOfStreamException();
    }

    private static void CopyBounded(Stream from, Stream to)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = from.Read(buffer)) > 0; to.Write(buffer, 0, read))
        {
            if (to.Length > LongestContent)
                throw new InputException(
                    $"An island's state holds more than {LongestContent} bytes; expected at most 7 MB or so.");
        }
    }

    private static void WriteContent(BinaryWriter to, IslandParts island)
    {
        to.Write(island.Epoch);
        to.Write(island.ProgressEpoch);
        to.Write(island.RestartEpoch);
        to.Write(island.ErrorAtProgress);
        to.Write(island.Scorer.Scored);
        to.Write(island.Scorer.Fitted);
        foreach (var yield in island.Yields)
        {
            to.Write(yield.Proposed);
            to.Write(yield.Scored);
            to.Write(yield.Kept);
            to.Write(yield.Elites);
        }
        foreach (var seen in island.Scorer.Seen)
            seen.Write(to);
        WriteCandidates(to, [.. island.Archive.All]);
        foreach (var kind in island.Front.Kinds)
            WriteCandidates(to, kind);
        WriteElites(to, island.Elites);
        WriteNetwork(to, island);
    }

    private static void ReadContent(BinaryReader from, IslandParts island, Func<Stream, IFormulaNetwork> readNetwork)
    {
        island.Epoch = from.ReadInt32();
        island.ProgressEpoch = from.ReadInt32();
        island.RestartEpoch = from.ReadInt32();
        island.ErrorAtProgress = from.ReadDouble();
        island.Scorer.Count(from.ReadInt64(), from.ReadInt64());
        foreach (ref var yield in island.Yields.AsSpan())
            yield = new Yield(from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64());
        foreach (var seen in island.Scorer.Seen)
            seen.Read(from);
        foreach (var candidate in ReadCandidates(from, island))
            island.Archive.Offer(candidate);
        for (var kind = 0; kind < NumbersOf.Kinds; kind++)
            island.Front.Restore(kind, ReadCandidates(from, island));
        ReadElites(from, island.Elites);
        ReadNetwork(from, island, readNetwork);
    }

    private static void WriteNetwork(BinaryWriter to, IslandParts island)
    {
        to.Write(island.Origin);
        to.Write(island.Training.Steps?.Count ?? -1);
        if (island.Training.Steps is not { } steps)
        {
            to.Flush();
            island.Network.Write(to.BaseStream, withOptimizer: true);
            return;
        }
        foreach (var step in steps)
        {
            to.Write(step.Seed);
            to.Write(step.Rows.Length);
            to.Write(step.Rows);
        }
    }

    private static void ReadNetwork(BinaryReader from, IslandParts island, Func<Stream, IFormulaNetwork> readNetwork)
    {
        if (!from.ReadBytes(island.Origin.Length).AsSpan().SequenceEqual(island.Origin))
            throw new InputException(
                "An island's state is of a search that began with another network; expected the one that this program starts "
                    + "with.");
        var steps = from.ReadInt32();
        if (steps < 0)
        {
            island.Network.Dispose();
            island.Network = readNetwork(from.BaseStream);
            island.Training.Drop();
        }
        for (; steps > 0; steps--)
        {
            if (island.Training.Steps is null)
                throw new InputException(
                    $"An island's state tells of more than {TrainingLog.MostRows} rows of training; expected what a search "
                        + "keeps.");
            var seed = from.ReadUInt64();
            island.Train(new TrainingStep(ReadBlock(from), seed));
        }
    }

    private static void WriteCandidates(BinaryWriter to, ReadOnlySpan<Candidate> candidates)
    {
        to.Write(candidates.Length);
        foreach (var candidate in candidates)
        {
            to.Write((byte)candidate.Expression.Tokens.Length);
            to.Write(candidate.Expression.Tokens.AsSpan());
            foreach (var constant in candidate.Expression.Constants)
                to.Write(constant);
            to.Write(candidate.Error);
            to.Write(candidate.IsParentOnly);
            to.Write((byte)candidate.Origin);
        }
    }

    private static IEnumerable<Candidate> ReadCandidates(BinaryReader from, IslandParts island)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var tokens = from.ReadBytes(from.ReadByte());
            if (!PrefixOrder.IsComplete(tokens))
                throw new ArgumentException("tokens are no formula");
            var complexity = LawComplexity.Of(tokens, island.Tables);
            if (complexity > island.Archive.MaxComplexity)
                throw new ArgumentException("a formula is more complex than the search allows");
            var constants = new double[LawNumbers.CountOf(tokens, island.Tables)];
            for (var i = 0; i < constants.Length; i++)
                constants[i] = from.ReadDouble();
            yield return new Candidate(new Expression([.. tokens], [.. constants]), from.ReadDouble(), complexity)
            {
                IsParentOnly = from.ReadBoolean(),
                Origin = (Origin)from.ReadByte(),
            };
        }
    }

    private static void WriteElites(BinaryWriter to, EliteQueue elites)
    {
        to.Write(elites.Epochs.Count);
        foreach (var epoch in elites.Epochs)
        {
            to.Write(epoch.Length);
            foreach (var row in epoch)
                to.Write(row);
        }
    }

    private static void ReadElites(BinaryReader from, EliteQueue elites)
    {
        for (var epochs = from.ReadInt32(); epochs > 0; epochs--)
        {
            var rows = new List<byte[]>();
            for (var left = from.ReadInt32(); left > 0; left--)
            {
                rows.Add(from.ReadBytes(elites.Steps));
                if (rows[^1].Length != elites.Steps)
                    throw new EndOfStreamException();
            }
            elites.Enqueue([.. rows]);
        }
    }
}
