using DefectOrleans.Contracts;
using Microsoft.Net.Http.Headers;

namespace DefectOrleans.Web.Bodies;

/// <summary>The formats that bodies are read and written in: JSON, and those that the host hands in.</summary>
internal sealed class BodyFormats(IEnumerable<IBodyFormat> handedIn)
{
    private readonly IBodyFormat[] _formats = [JsonBodyFormat.Strict, .. handedIn];

    public string[] MediaTypes => [.. _formats.Select(f => f.MediaType)];

    /// <summary>The format of a request's Content-Type; null where it is none of ours.</summary>
    public IBodyFormat? For(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var given)
        ? Array.Find(_formats, f => given.MediaType.Equals(f.MediaType, StringComparison.OrdinalIgnoreCase))
        : null;

    /// <summary>
    /// The format that an Accept header likes best, JSON where it has no wish; null where it wants none of ours.
    /// </summary>
    public IBodyFormat? Wanted(IList<MediaTypeHeaderValue> accept)
    {
        if (accept.Count == 0)
            return _formats[0];
        return accept
            .Where(wish => wish.Quality is not 0)
            .OrderByDescending(wish => wish, MediaTypeHeaderValueComparer.QualityComparer)
            .Select(wish => Array.Find(_formats, f => new MediaTypeHeaderValue(f.MediaType).IsSubsetOf(Bare(wish))))
            .FirstOrDefault(f => f is not null);
    }

    // Parameters such as charset or q make no other format of it.
    private static MediaTypeHeaderValue Bare(MediaTypeHeaderValue wish) => new(wish.MediaType);
}
