using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Books;

/// <summary>
/// Formula books as JSON files with a format version and a checksum over every other byte of the file, so that a damaged
/// or edited book is noticed before it answers.
/// </summary>
public static class BookFile
{
    private const string Format = "DefectOrleans formula book";
    private const int Version = 1;
    private const int DigestLength = 64;
    private static readonly byte[] DigestStart = Encoding.ASCII.GetBytes("\"sha256\": \"");

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private sealed record Envelope(string Format, int Version, string Sha256, FormulaBook Book);

    private sealed record Header(string? Format, int Version);

    /// <summary>Writes a book, whole or not at all.</summary>
    public static void Write(string path, FormulaBook book) => WholeFile.Write(path, ToBytes(book));

    /// <summary>The file's bytes.</summary>
    public static byte[] ToBytes(FormulaBook book)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new Envelope(Format, Version, new string('0', DigestLength), book), Json);
        var at = DigestAt(bytes);
        Encoding.ASCII.GetBytes(Digest(bytes, at)).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    /// <summary>Reads a book.</summary>
    /// <exception cref="InputException">The file is missing, no book, of a later version, damaged, or a book that can't be
    /// used.</exception>
    public static FormulaBook Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{path}: the formula book can't be read ({e.Message}); expected a file that 'defects discover' wrote", e);
        }
        return FromBytes(bytes, path);
    }

    /// <summary>Reads a book from bytes; messages call it <paramref name="name"/>.</summary>
    /// <exception cref="InputException">The bytes are no book, of a later version, damaged, or a book that can't be
    /// used.</exception>
    public static FormulaBook FromBytes(byte[] bytes, string name)
    {
        try
        {
            var header = JsonSerializer.Deserialize<Header>(bytes, Json);
            if (header?.Format != Format)
                throw new InputException($"{name}: no formula book; expected a file that 'defects discover' wrote");
            if (header.Version != Version)
                throw new InputException(
                    $"{name}: a formula book of version {header.Version}; this program reads version {Version}");
            var at = DigestAt(bytes);
            if (at < 0 || at + DigestLength > bytes.Length
                || Encoding.ASCII.GetString(bytes, at, DigestLength) != Digest(bytes, at))
            {
                throw new InputException(
                    $"{name}: the formula book was changed after it was written (its checksum differs); expected it untouched");
            }
            var book = JsonSerializer.Deserialize<Envelope>(bytes, Json)!.Book;
            BookValidator.Require(book, name);
            return book;
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"{name}: damaged or no formula book (line {e.LineNumber + 1}, {e.Path}); expected a file that 'defects "
                    + $"discover' wrote",
                e);
        }
    }

    private static int DigestAt(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf(DigestStart) is var at && at < 0 ? -1 : at + DigestStart.Length;

    private static string Digest(ReadOnlySpan<byte> bytes, int at)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes[..at]);
        hash.AppendData(bytes[(at + DigestLength)..]);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
