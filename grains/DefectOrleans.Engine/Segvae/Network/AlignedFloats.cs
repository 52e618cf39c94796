namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// A zeroed float32 buffer that never moves and starts and ends on cache lines, so kernels may keep pointers into it
/// and round its length up to whole vectors.
/// </summary>
internal sealed unsafe class AlignedFloats
{
    private const int LineBytes = 64;
    private const int LineFloats = LineBytes / sizeof(float);

    private readonly float[] _array;
    private readonly int _start;

    public AlignedFloats(int length)
    {
        _array = GC.AllocateArray<float>((length / LineFloats + 2) * LineFloats, pinned: true);
        fixed (float* first = _array)
        {
            Pointer = (float*)(((nuint)first + LineBytes - 1) & ~(nuint)(LineBytes - 1));
            _start = (int)(Pointer - first);
        }

        Length = length;
    }

    /// <summary>First value; valid as long as this object lives.</summary>
    public float* Pointer { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>All values; unlike a pointer, this keeps them alive.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);
}
