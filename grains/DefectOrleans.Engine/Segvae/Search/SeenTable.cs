namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Remembers the hashes it was shown, the latest of each place: a bounded memory that forgets now and then and never
/// takes a new one for seen but by chance (2⁻⁵⁵). Bounded, so that a checkpoint can hold it.
/// </summary>
internal sealed class SeenTable
{
    private const int Places = 1 << 17;

    // A place's low bits hold a note of up to a byte, the rest the hash.
    private const ulong Mark = 0xFF;

    private readonly ulong[] _places = new ulong[Places];

    /// <summary>Writes which places are taken, their notes, and what their number does not tell of their hashes.</summary>
    public void Write(BinaryWriter to)
    {
        var taken = new byte[Places / 8];
        for (var i = 0; i < Places; i++)
        {
            if (_places[i] != 0)
                taken[i / 8] |= (byte)(1 << i % 8);
        }
        to.Write(taken);
        foreach (var place in _places.Where(place => place != 0))
            to.Write((byte)(place & Mark));
        foreach (var place in _places.Where(place => place != 0))
        {
            to.Write((uint)(place >> 9));
            to.Write((byte)(place >> 41 & 0x3F));
        }
    }

    /// <summary>Reads what was written.</summary>
    public void Read(BinaryReader from)
    {
        Clear();
        var taken = new byte[Places / 8];
        from.BaseStream.ReadExactly(taken);
        var numbers = Enumerable.Range(0, Places).Where(i => (taken[i / 8] >> i % 8 & 1) != 0).ToArray();
        foreach (var i in numbers)
            _places[i] = (ulong)i << 47 | 1UL << 8 | from.ReadByte();
        foreach (var i in numbers)
            _places[i] |= (ulong)from.ReadUInt32() << 9 | (ulong)(from.ReadByte() & 0x3F) << 41;
    }

    public void Clear() => Array.Clear(_places);

    /// <summary>Whether a hash was shown with a note at most as large.</summary>
    public bool Knows(ulong hash, int note)
    {
        var place = _places[hash >> 47];
        return (place & ~Mark) == ((hash & ~Mark) | 1UL << 8) && (int)(place & Mark) <= note;
    }

    /// <summary>Shows a hash; false when it was seen before.</summary>
    public bool Add(ulong hash) => Add(hash, 0);

    /// <summary>Shows a hash with a note; false when it was seen before with a note at most as large.</summary>
    public bool Add(ulong hash, int note)
    {
        ref var place = ref _places[hash >> 47];
        if (Knows(hash, note))
            return false;
        place = (hash & ~Mark) | 1UL << 8 | (uint)Math.Min(note, (int)Mark);
        return true;
    }
}
