using System.Globalization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>An island of a search, by its number.</summary>
public readonly record struct IslandKey(SearchKey Search, int Island)
{
    /// <summary>Reads <c>campaign/3/0</c>.</summary>
    public static IslandKey Parse(string key)
    {
        var slash = key.LastIndexOf('/');
        return new IslandKey(SearchKey.Parse(key[..slash]), int.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Search}/{Island}");
}
