namespace DefectOrleans.Engine.Crystals;

/// <summary>Unpacking with an end: some kilobytes can be made to unpack to gigabytes.</summary>
internal static class Unpacking
{
    // Text of atoms' places shrinks to a tenth or so.
    private const int MostDense = 100, Always = 16 << 20;

    /// <summary>Most bytes that a packed file of structures may come to.</summary>
    public static long Most(int packed) => Math.Max(Always, (long)packed * MostDense);

    /// <summary>Copies what is unpacked.</summary>
    /// <exception cref="InvalidDataException">It is more.</exception>
    public static void Copy(Stream from, MemoryStream to, long most)
    {
        var part = new byte[64 << 10];
        for (int read; (read = from.Read(part)) > 0;)
        {
            if (to.Length + read > most)
                throw new InvalidDataException($"more than {most >> 20} MB come out of it, as no structures shrink");
            to.Write(part, 0, read);
        }
    }
}
