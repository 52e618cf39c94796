using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// A search's state at the end of an epoch, as bytes: what tells the search from others, its islands one behind the other
/// (some 0.2 MB each, at most 7 MB), and a SHA-256 of all that.
/// </summary>
internal static class SearchState
{
    private static readonly JsonSerializerOptions Exact = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
    };

    private static ReadOnlySpan<byte> Magic => "SEARCH\0\x01"u8;

    /// <summary>What makes two searches the same: everything but threads and when to stop.</summary>
    public static byte[] Identify(SearchProblem problem, SearchOptions options, int islands, ulong seed) =>
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Version = typeof(SearchState).Assembly.GetName().Version!.ToString(),
                problem,
                options,
                islands,
                seed
            }, Exact));

    public static void Write(Stream to, byte[] identity, IEnumerable<Island> islands)
    {
        using var state = new MemoryStream();
        state.Write(Magic);
        state.Write(identity);
        foreach (var island in islands)
            island.Write(state);
        var bytes = state.GetBuffer().AsSpan(0, (int)state.Length);
        to.Write(bytes);
        to.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads the islands, each by <paramref name="readIsland"/>.</summary>
    /// <exception cref="InputException">The bytes are no search's state, damaged, or of another search.</exception>
    public static Island[] Read(Stream from, byte[] identity, int islands, Func<Stream, int, Island> readIsland)
    {
        using var all = new MemoryStream();
        from.CopyTo(all);
        var bytes = all.GetBuffer().AsSpan(0, (int)all.Length);
        if (bytes.Length < Magic.Length || !bytes[..Magic.Length].SequenceEqual(Magic))
            throw new InputException(
                "not an interrupted search, or one of another version; expected a file that --checkpoint wrote");
        if (bytes.Length < Magic.Length + 2 * SHA256.HashSizeInBytes
            || !SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
            throw new InputException("the interrupted search is damaged or cut short; delete it to start anew");
        if (!bytes.Slice(Magic.Length, identity.Length).SequenceEqual(identity))
            throw new InputException(
                "of a search with another table, functions, complexity, islands or seed; give the same ones or delete it to "
                    + "start anew");
        all.Position = Magic.Length + identity.Length;
        return [.. Enumerable.Range(0, islands).Select(i => readIsland(all, i))];
    }
}
