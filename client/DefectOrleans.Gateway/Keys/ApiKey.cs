using System.Security.Cryptography;
using System.Text;
using DefectOrleans.Gateway.Settings;

namespace DefectOrleans.Gateway.Keys;

/// <summary>A key that the gateway knows, by its SHA-256 alone: the key itself stands in no setting.</summary>
/// <param name="Name">Whose it is, for logs.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Sha256">32 bytes.</param>
public sealed record ApiKey(string Name, Role Role, byte[] Sha256)
{
    /// <summary>The setting that lists the keys.</summary>
    public const string Setting = "Keys";

    private const int BytesOfAKey = 24;

    /// <summary>The hash under which a key is known.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Draws a key of 192 bits.</summary>
    public static string Draw() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(BytesOfAKey));

    /// <summary>Whether a key of this hash is the same; takes as long for a near miss as for a far one.</summary>
    public bool Is(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Sha256, hash);

    /// <summary>Reads the keys of <c>DEFECTS_KEYS__0__NAME</c>, <c>…__ROLE</c>, <c>…__SHA256</c> and so on.</summary>
    public static IReadOnlyList<ApiKey> ReadAll(SettingsReader reader)
    {
        var keys = new List<ApiKey>();
        foreach (var item in reader.Items(Setting))
        {
            var name = reader.Text($"{item}:Name");
            if (name is null)
                reader.Fault($"{item}:Name", "not set; expected whose key it is");
            if (reader.Text($"{item}:Role") is null)
                reader.Fault($"{item}:Role", "not set; expected query, run or administer");
            var role = reader.Choice($"{item}:Role", Role.Query);
            if (HashFrom(reader.Text($"{item}:Sha256")) is not { } hash)
                reader.Fault(
                    $"{item}:Sha256", "expected the SHA-256 of the key as 64 hexadecimal digits, as the command 'key' prints it");
            else if (keys.Find(key => key.Is(hash)) is { } same)
                reader.Fault($"{item}:Sha256", $"the key of '{same.Name}' too; expected one entry for each key");
            else
                keys.Add(new ApiKey(name ?? item, role, hash));
        }
        return keys;
    }

    private static byte[]? HashFrom(string? text)
    {
        try
        {
            return text is { Length: 2 * SHA256.HashSizeInBytes } ? Convert.FromHexString(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
