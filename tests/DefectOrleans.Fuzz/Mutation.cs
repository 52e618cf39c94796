using System.Buffers.Binary;
using System.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Fuzz;

/// <summary>Damage to samples: what bad discs, bad programs and bad people do to files.</summary>
internal static class Mutation
{
    private const int Longest = 256 * 1024;

    private static readonly byte[][] Numbers = Bytes(
        "0", "-0", "-1", "1", "6", "0.1", "1e5", "100000", "1e999", "-1e999", "1e308", "1e-320", "NaN", "Infinity",
        "2147483647", "2147483648",
        "-2147483649", "99999999999999999999", "1/0", "1.5e", "+.5", "0x10", new string('9', 400), "0." + new string('3', 400));

    private static readonly byte[][] Openings = Bytes(
        "(", "[", "{", "((", "[[", "{\"a\":", "-", "sin(", "r^", "'", "\"", "\u0091", "data_x\nloop_\n");

    private static readonly byte[][] Words = Bytes(
        "null", "true", "\"\"", "''", ",", ":", ";", "\n", "\r\n", "\t", "\0", "#", "?", ".", "_", "|", "V_S", "Xx", "loop_",
        "data_", "\uFEFF", "é", "\\uD800", "…", "+", "*", "/", "^", ")", "]", "}", "r", "pi", "exp(");

    /// <summary>A damaged copy.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="others">What pieces are taken from.</param>
    /// <param name="random">Drives the damage.</param>
    public static byte[] Of(byte[] sample, IReadOnlyList<byte[]> others, ref SeededRandom random)
    {
        var bytes = sample;
        // One wound lets through to the depth of a reader what many would not.
        for (var left = random.NextInt(3) > 0 ? 1 : 1 + random.NextInt(8); left > 0; left--)
            bytes = One(bytes, others, ref random);
        return bytes.Length <= Longest ? bytes : bytes[..Longest];
    }

    private static byte[] One(byte[] bytes, IReadOnlyList<byte[]> others, ref SeededRandom random)
    {
        if (bytes.Length == 0)
            return [(byte)random.NextInt(256)];
        var (from, to) = Span(bytes.Length, ref random);
        return random.NextInt(12) switch
        {
            0 => With(bytes, from, (byte)(bytes[from] ^ (1 << random.NextInt(8)))),
            1 => With(bytes, from, (byte)random.NextInt(256)),
            2 => [.. bytes[..from], .. bytes[to..]],
            3 => [.. bytes[..to], .. bytes[from..]],
            4 => Spliced(bytes, from, to, others, ref random),
            5 or 6 => NumberSwapped(bytes, from, ref random),
            7 => Nested(bytes, from, to, ref random),
            8 => LineRepeated(bytes, from, ref random),
            9 => bytes[..from],
            10 => [.. bytes[..from], .. Words[random.NextInt(Words.Length)], .. bytes[from..]],
            _ => IntegerSwapped(bytes, from, ref random),
        };
    }

    /// <summary>A part, more often a short one.</summary>
    private static (int From, int To) Span(int length, ref SeededRandom random)
    {
        var from = random.NextInt(length);
        return (from, from + random.NextInt(1 + random.NextInt(length - from)));
    }

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private static byte[] Spliced(byte[] bytes, int from, int to, IReadOnlyList<byte[]> others, ref SeededRandom random)
    {
        var other = others[random.NextInt(others.Count)];
        var (start, end) = Span(other.Length, ref random);
        return [.. bytes[..from], .. other[start..end], .. bytes[to..]];
    }

    /// <summary>The next number becomes another one.</summary>
    private static byte[] NumberSwapped(byte[] bytes, int at, ref SeededRandom random)
    {
        var from = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (from < 0)
            return bytes;
        from += at;
        var to = from;
        while (to < bytes.Length && (bytes[to] is >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)'e' or (byte)'E'))
            to++;
        return [.. bytes[..from], .. Numbers[random.NextInt(Numbers.Length)], .. bytes[to..]];
    }

    private static byte[] Nested(byte[] bytes, int from, int to, ref SeededRandom random)
    {
        var opening = Openings[random.NextInt(Openings.Length)];
        var times = Often(ref random);
        byte close = opening[^1] switch { (byte)'(' => (byte)')', (byte)'[' => (byte)']', _ => (byte)'}' };
        var closings = random.NextInt(2) * times;
        return [
            .. bytes[..from], .. Enumerable.Repeat(opening, times).SelectMany(o => o), .. bytes[from..to],
            .. Enumerable.Repeat(close, closings), .. bytes[to..]
        ];
    }

    private static byte[] LineRepeated(byte[] bytes, int at, ref SeededRandom random)
    {
        var from = bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        var length = bytes.AsSpan(at).IndexOf((byte)'\n') is var end and >= 0 ? at + end + 1 - from : bytes.Length - from;
        var times = Math.Min(Often(ref random), 1 + Longest / Math.Max(1, length));
        return [
            .. bytes[..from], .. Enumerable.Repeat(bytes[from..(from + length)], times).SelectMany(line => line), .. bytes[from..]
        ];
    }

    private static byte[] IntegerSwapped(byte[] bytes, int at, ref SeededRandom random)
    {
        if (bytes.Length < 4)
            return bytes;
        byte[] changed = [.. bytes];
        int[] values = [0, -1, 1, int.MaxValue, int.MinValue, 8, 64, 4096, 0x7fff, 1_000_000, bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(
            changed.AsSpan(Math.Min(at, bytes.Length - 4)), values[random.NextInt(values.Length)]);
        return changed;
    }

    // Mostly a few times, now and then thousands.
    private static int Often(ref SeededRandom random) => 1 << random.NextInt(1 + random.NextInt(14));

    private static byte[][] Bytes(
        params string[] words) => [.. words.Select(word => word == "\u0091" ? [0x91] : Encoding.UTF8.GetBytes(word))];
}
