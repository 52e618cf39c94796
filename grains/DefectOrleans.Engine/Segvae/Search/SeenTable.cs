namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Remembers the hashes it was shown, the latest of each place: a bounded memory that forgets now and then and never
/// takes a new one for seen but by chance (2⁻⁵⁵). Bounded, so that a checkpoint can hold it.
/// </summary>
internal sealed class SeenTable
{
    private const int Places = 1 << 17;

    // A place's low bits hold a note of up to a byte, the rest the hash.
    private const ulong Note = 0xFF;

    private readonly ulong[] _places = new ulong[Places];

    /// <summary>All places, for a checkpoint.</summary>
    public Span<ulong> Content => _places;

    public void Clear() => Array.Clear(_places);

    /// <summary>Whether a hash was shown with a note at most as large.</summary>
    public bool Knows(ulong hash, int note)
    {
        var place = _places[hash >> 47];
        return (place & ~Note) == ((hash & ~Note) | 1UL << 8) && (int)(place & Note) <= note;
    }

    /// <summary>Shows a hash; false when it was seen before.</summary>
    public bool Add(ulong hash) => Add(hash, 0);

    /// <summary>Shows a hash with a note; false when it was seen before with a note at most as large.</summary>
    public bool Add(ulong hash, int note)
    {
        ref var place = ref _places[hash >> 47];
        if (Knows(hash, note))
            return false;
        place = (hash & ~Note) | 1UL << 8 | (uint)Math.Min(note, (int)Note);
        return true;
    }
}
