using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// float32 matrix products from tiles of up to 6 × 16 results held in registers (12 accumulators of 8 lanes, fused
/// multiply-add where the processor has it). Every element is summed in the order of the inner index whatever the
/// tile it falls in, so the result of a row does not depend on the rows beside it.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelWidth = 16;

    /// <summary>Inner indices taken at a time: a panel's share (16 KiB) then stays in the first-level cache.</summary>
    public const int InnerBlock = 256;

    /// <summary>Rows of a tile.</summary>
    public const int TileRows = 6;

    /// <summary>c[rows × b.Columns] = a[rows × b.Inner] · b; strides are in floats.</summary>
    public static void Multiply(float* a, int aStride, int rows, PackedMatrix b, float* c, int cStride)
    {
        for (int k = 0; k < b.Inner; k += InnerBlock)
        {
            int depth = Math.Min(InnerBlock, b.Inner - k);
            for (int column = 0; column < b.Columns; column += PanelWidth)
                MultiplyPanel(a + k, aStride, rows, b.Panel(column / PanelWidth) + k * PanelWidth, depth,
                    c + column, cStride, Math.Min(PanelWidth, b.Columns - column), add: k > 0);
        }
    }

    /// <summary>
    /// c[aColumns × bColumns] += aᵀ · b, where a and b are row-major [inner × their columns]; strides are in floats.
    /// </summary>
    public static void AddTransposed(
        float* a, int aStride, int aColumns, float* b, int bStride, int bColumns, int inner, float* c, ProductScratch scratch)
    {
        for (int k = 0; k < inner; k += InnerBlock)
        {
            int depth = Math.Min(InnerBlock, inner - k);
            PackColumns(a + (nint)k * aStride, aStride, depth, aColumns, scratch.Left);
            for (int column = 0; column < bColumns; column += PanelWidth)
            {
                int width = Math.Min(PanelWidth, bColumns - column);
                PackPanel(b + (nint)k * bStride + column, bStride, depth, width, scratch.Panel);
                float* next = b + (nint)k * bStride + column + PanelWidth;
                for (int row = 0, height; row < aColumns; row += height)
                {
                    height = TileHeight(aColumns - row);
                    if (column + PanelWidth < bColumns)
                        Fetch(next, bStride, row * depth / aColumns, (row + height) * depth / aColumns);
                    MultiplyTile(height, scratch.Left + (nint)row * InnerBlock, 1, height,
                        scratch.Panel, depth, c + (nint)row * bColumns + column, bColumns, width, add: true);
                }
            }
        }
    }

    /// <summary>
    /// Rows of the next tile, in even shares: 32 rows are 6+6+5+5+5+5, not five tiles of 6 and a slow one of 2.
    /// </summary>
    private static int TileHeight(int rows)
    {
        int tiles = (rows + TileRows - 1) / TileRows;
        return (rows + tiles - 1) / tiles;
    }

    /// <summary>
    /// Copies a row-major matrix into strips of a tile's columns, row after row within a strip: taken down its columns
    /// from where it stands, every step would be to another cache line.
    /// </summary>
    private static void PackColumns(float* source, int stride, int rows, int columns, float* strips)
    {
        for (int column = 0, width; column < columns; column += width)
        {
            width = TileHeight(columns - column);
            float* from = source + column, to = strips + (nint)column * InnerBlock;
            for (int row = 0; row < rows; row++, from += stride, to += width)
            {
                if (width == TileRows)
                {
                    Vector128.Load(from).Store(to);
                    Vector64.Load(from + 4).Store(to + 4);
                }
                else
                {
                    for (int i = 0; i < width; i++)
                        to[i] = from[i];
                }
            }
        }
    }

    /// <summary>Asks for rows of the next panel, whose lines lie too far apart for the processor to foresee.</summary>
    private static void Fetch(float* source, int stride, int from, int to)
    {
        if (Sse.IsSupported)
            for (int row = from; row < to; row++)
                Sse.Prefetch1(source + (nint)row * stride);
    }

    /// <summary>Copies <paramref name="width"/> columns of a row-major matrix into a panel; the rest of it is zero.</summary>
    public static void PackPanel(float* source, int stride, int rows, int width, float* panel)
    {
        if (width < PanelWidth)
            new Span<float>(panel, rows * PanelWidth).Clear();
        for (int row = 0; row < rows; row++, source += stride, panel += PanelWidth)
        {
            if (width == PanelWidth)
            {
                Vector256.Load(source).Store(panel);
                Vector256.Load(source + 8).Store(panel + 8);
            }
            else
            {
                for (int column = 0; column < width; column++)
                    panel[column] = source[column];
            }
        }
    }

    private static void MultiplyPanel(
        float* a, int aRow, int rows, float* b, int depth, float* c, int cStride, int width, bool add)
    {
        for (int height; rows > 0; rows -= height)
        {
            height = TileHeight(rows);
            MultiplyTile(height, a, aRow, 1, b, depth, c, cStride, width, add);
            a += (nint)height * aRow;
            c += (nint)height * cStride;
        }
    }

    private static void MultiplyTile(
        int height, float* a, int aRow, int aInner, float* b, int depth, float* c, int cStride, int width, bool add)
    {
        if (width == PanelWidth)
            MultiplyTile(height, a, aRow, aInner, b, depth, c, cStride, add);
        else
            MultiplyEdge(height, a, aRow, aInner, b, depth, c, cStride, width, add);
    }

    private static void MultiplyEdge(
        int height, float* a, int aRow, int aInner, float* b, int depth, float* c, int cStride, int width, bool add)
    {
        float* edge = stackalloc float[TileRows * PanelWidth];
        MultiplyTile(height, a, aRow, aInner, b, depth, edge, PanelWidth, add: false);
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++)
                c[row * cStride + column] = edge[row * PanelWidth + column] + (add ? c[row * cStride + column] : 0);
    }

    private static void MultiplyTile(
        int height, float* a, int aRow, int aInner, float* b, int depth, float* c, int cStride, bool add)
    {
        switch (height)
        {
            case 1: Tile<One>(a, aRow, aInner, b, depth, c, cStride, add); break;
            case 2: Tile<Two>(a, aRow, aInner, b, depth, c, cStride, add); break;
            case 3: Tile<Three>(a, aRow, aInner, b, depth, c, cStride, add); break;
            case 4: Tile<Four>(a, aRow, aInner, b, depth, c, cStride, add); break;
            case 5: Tile<Five>(a, aRow, aInner, b, depth, c, cStride, add); break;
            default: Tile<Six>(a, aRow, aInner, b, depth, c, cStride, add); break;
        }
    }

    /// <summary>One body for all heights: the compiler drops the rows that <typeparamref name="T"/> has not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile<T>(float* a, int aRow, int aInner, float* b, int depth, float* c, int cStride, bool add)
        where T : struct, ITileHeight
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        nint next = aInner;

        // Where the sums go arrives while they are formed: a write waits for its line as a read does.
        if (Sse.IsSupported)
            for (int row = 0; row < T.Rows; row++)
                Sse.Prefetch0(c + (nint)row * cStride);

        float* end = b + (nint)depth * PanelWidth, rounds = b + (nint)(depth & ~3) * PanelWidth;

        // Four inner indices a round: one costs a few percent where the factors stand in the first-level cache.
        for (; b < rounds; b += 4 * PanelWidth, a += 4 * next)
        {
            Step<T>(ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50,
                ref c51, a, aRow, b);
            Step<T>(ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51,
                a + next, aRow, b + PanelWidth);
            Step<T>(ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51,
                a + 2 * next, aRow, b + 2 * PanelWidth);
            Step<T>(ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51,
                a + 3 * next, aRow, b + 3 * PanelWidth);
        }

        for (; b < end; b += PanelWidth, a += next)
            Step<T>(ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50,
                ref c51, a, aRow, b);

        Put(c, c00, c01, add);
        if (T.Rows > 1) Put(c += cStride, c10, c11, add);
        if (T.Rows > 2) Put(c += cStride, c20, c21, add);
        if (T.Rows > 3) Put(c += cStride, c30, c31, add);
        if (T.Rows > 4) Put(c += cStride, c40, c41, add);
        if (T.Rows > 5) Put(c + cStride, c50, c51, add);
    }

    /// <summary>Adds one inner index: a tile's column of a times a panel's row of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T>(
        ref Vector256<float> c00, ref Vector256<float> c01, ref Vector256<float> c10, ref Vector256<float> c11,
        ref Vector256<float> c20, ref Vector256<float> c21, ref Vector256<float> c30, ref Vector256<float> c31,
        ref Vector256<float> c40, ref Vector256<float> c41, ref Vector256<float> c50, ref Vector256<float> c51,
        float* a, nint row, float* b)
        where T : struct, ITileHeight
    {
        var left = Vector256.Load(b);
        var right = Vector256.Load(b + 8);
        Add(ref c00, ref c01, a, left, right);
        if (T.Rows > 1) Add(ref c10, ref c11, a + row, left, right);
        if (T.Rows > 2) Add(ref c20, ref c21, a + row * 2, left, right);
        if (T.Rows > 3) Add(ref c30, ref c31, a + row * 3, left, right);
        if (T.Rows > 4) Add(ref c40, ref c41, a + row * 4, left, right);
        if (T.Rows > 5) Add(ref c50, ref c51, a + row * 5, left, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref Vector256<float> sumLeft, ref Vector256<float> sumRight, float* factor, Vector256<float> left, Vector256<float> right)
    {
        var value = Vector256.Create(*factor);
        sumLeft = Vector256.MultiplyAddEstimate(value, left, sumLeft);
        sumRight = Vector256.MultiplyAddEstimate(value, right, sumRight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, Vector256<float> left, Vector256<float> right, bool add)
    {
        if (add)
        {
            left += Vector256.Load(c);
            right += Vector256.Load(c + 8);
        }

        left.Store(c);
        right.Store(c + 8);
    }

    private interface ITileHeight
    {
        static abstract int Rows { get; }
    }

    private readonly struct One : ITileHeight { public static int Rows => 1; }
    private readonly struct Two : ITileHeight { public static int Rows => 2; }
    private readonly struct Three : ITileHeight { public static int Rows => 3; }
    private readonly struct Four : ITileHeight { public static int Rows => 4; }
    private readonly struct Five : ITileHeight { public static int Rows => 5; }
    private readonly struct Six : ITileHeight { public static int Rows => 6; }
}
