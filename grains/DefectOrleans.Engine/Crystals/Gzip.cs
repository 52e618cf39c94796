using System.Buffers.Binary;
using System.IO.Compression;

namespace DefectOrleans.Engine.Crystals;

/// <summary>
/// Unpacks gzip whole. <see cref="GZipStream"/> takes the end of a cut-off file for the end of its data, so the
/// trailer (RFC 1952: check sum and length of the last member) is compared here.
/// </summary>
internal static class Gzip
{
    private const int TrailerBytes = 8;

    /// <summary>Deflate cannot shrink data more than this.</summary>
    private const int MostDense = 1032;

    private static readonly uint[] CheckSums = [.. Enumerable.Range(0, 256).Select(value =>
    {
        var sum = (uint)value;
        for (var bit = 0; bit < 8; bit++)
            sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        return sum;
    })];

    /// <summary>Unpacks data.</summary>
    /// <param name="packed">The data.</param>
    /// <param name="most">Most bytes that it may come to.</param>
    /// <exception cref="InvalidDataException">The data is no gzip, damaged, cut off or too much.</exception>
    public static byte[] Unpack(byte[] packed, long most = int.MaxValue)
    {
        if (packed.Length < TrailerBytes)
            throw new InvalidDataException("the file is cut off");
        var trailer = packed.AsSpan(packed.Length - TrailerBytes);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]);
        var expected = Math.Min(Math.Min(length, (long)packed.Length * MostDense), most);
        using var unpacked = new MemoryStream((int)Math.Min(expected, int.MaxValue / 2));
        using (var gzip = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress))
            Unpacking.Copy(gzip, unpacked, most);
        var bytes = unpacked.Length == unpacked.Capacity ? unpacked.GetBuffer() : unpacked.ToArray();
        // Members may follow each other; the trailer is that of the last one, whose data end the file's.
        var isWhole = length == bytes.Length
            || length < bytes.Length
                && CheckSum(bytes.AsSpan(bytes.Length - (int)length)) == BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        return isWhole ? bytes : throw new InvalidDataException("the file is cut off");
    }

    private static uint CheckSum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
            sum = CheckSums[(byte)(sum ^ value)] ^ (sum >> 8);
        return ~sum;
    }
}
