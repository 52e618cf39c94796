using System.Globalization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>A search of a campaign, by its number in the order in which searches are given out.</summary>
public readonly record struct SearchKey(string Campaign, int Search)
{
    /// <summary>Reads <c>campaign/3</c>.</summary>
    public static SearchKey Parse(string key)
    {
        var slash = key.LastIndexOf('/');
        return new SearchKey(key[..slash], int.Parse(key.AsSpan(slash + 1), CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Campaign}/{Search}");
}
