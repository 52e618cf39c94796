using System.Runtime.InteropServices;
using DefectOrleans.Engine.Segvae.Expressions;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// An island's state at the end of an epoch, as bytes: the network with its optimiser, the archive, the front, the elites
/// and the memory of seen formulas. Little-endian, at most 8 MB. Read with the same problem, options and seed it goes on
/// just as it would have.
/// </summary>
internal static class IslandState
{
    private static ReadOnlySpan<byte> Magic => "ISLAND\0\x02"u8;

    public static void Write(BinaryWriter to, IslandParts island)
    {
        to.Write(Magic);
        to.Write(island.Epoch);
        to.Write(island.ProgressEpoch);
        to.Write(island.RestartEpoch);
        to.Write(island.ErrorAtProgress);
        to.Write(island.Scorer.Scored);
        to.Write(island.Scorer.Fitted);
        foreach (var seen in island.Scorer.Seen)
            to.Write(MemoryMarshal.AsBytes(seen.Content));
        WriteCandidates(to, [.. island.Archive.All]);
        foreach (var kind in island.Front.Kinds)
            WriteCandidates(to, kind);
        WriteElites(to, island.Elites);
        using var network = new MemoryStream();
        island.Network.Write(network, withOptimizer: true);
        to.Write((int)network.Length);
        to.Write(network.GetBuffer(), 0, (int)network.Length);
    }

    /// <summary>Fills an island's parts; its network is made by <paramref name="readNetwork"/>.</summary>
    /// <exception cref="InputException">The bytes are no island's state, or end early.</exception>
    public static void Read(BinaryReader from, IslandParts island, Func<Stream, IFormulaNetwork> readNetwork)
    {
        try
        {
            if (!from.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
                throw new InputException("Not an island's state, or one of another version; expected bytes that a search wrote.");
            island.Epoch = from.ReadInt32();
            island.ProgressEpoch = from.ReadInt32();
            island.RestartEpoch = from.ReadInt32();
            island.ErrorAtProgress = from.ReadDouble();
            island.Scorer.Count(from.ReadInt64(), from.ReadInt64());
            foreach (var seen in island.Scorer.Seen)
                from.BaseStream.ReadExactly(MemoryMarshal.AsBytes(seen.Content));
            foreach (var candidate in ReadCandidates(from))
                island.Archive.Offer(candidate);
            for (var kind = 0; kind < NumbersOf.Kinds; kind++)
                island.Front.Restore(kind, ReadCandidates(from));
            ReadElites(from, island.Elites);
            var network = from.ReadBytes(from.ReadInt32());
            island.Network = readNetwork(new MemoryStream(network, writable: false));
        }
        catch (Exception e) when (e is EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new InputException("An island's state is damaged or cut short; expected all bytes that a search wrote.", e);
        }
    }

    private static void WriteCandidates(BinaryWriter to, ReadOnlySpan<Candidate> candidates)
    {
        to.Write(candidates.Length);
        foreach (var candidate in candidates)
        {
            to.Write((byte)candidate.Expression.Tokens.Length);
            to.Write(candidate.Expression.Tokens.AsSpan());
            to.Write((byte)candidate.Expression.Constants.Length);
            foreach (var constant in candidate.Expression.Constants)
                to.Write(constant);
            to.Write(candidate.Error);
        }
    }

    private static IEnumerable<Candidate> ReadCandidates(BinaryReader from)
    {
        for (var left = from.ReadInt32(); left > 0; left--)
        {
            var tokens = from.ReadBytes(from.ReadByte());
            var constants = new double[from.ReadByte()];
            for (var i = 0; i < constants.Length; i++)
                constants[i] = from.ReadDouble();
            if (!PrefixOrder.IsComplete(tokens))
                throw new ArgumentException("tokens are no formula");
            yield return new Candidate(new Expression([.. tokens], [.. constants]), from.ReadDouble(), Complexity.Of(tokens));
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
            var rows = new byte[from.ReadInt32()][];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = from.ReadBytes(elites.Steps);
                if (rows[i].Length != elites.Steps)
                    throw new EndOfStreamException();
            }
            elites.Enqueue(rows);
        }
    }
}
