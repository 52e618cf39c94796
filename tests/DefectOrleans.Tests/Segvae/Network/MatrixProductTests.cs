using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

public unsafe class MatrixProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(6, 16, 16)]
    [InlineData(7, 300, 40)]
    [InlineData(32, 600, 33)]
    [InlineData(11, 5, 15)]
    public void Products_are_those_of_the_definition(int rows, int inner, int columns)
    {
        var (a, b) = (Random(rows * inner, 1), Random(inner * columns, 2));
        var (factor, transposed) = (new PackedMatrix(inner, columns), new PackedMatrix(inner, columns));
        factor.Pack(b.Pointer);
        transposed.PackTransposed(Transpose(b, inner, columns).Pointer);
        var (product, again) = (new AlignedFloats(rows * columns), new AlignedFloats(rows * columns));

        MatrixProduct.Multiply(a.Pointer, inner, rows, factor, product.Pointer, columns);
        MatrixProduct.Multiply(a.Pointer, inner, rows, transposed, again.Pointer, columns);

        Check(a, b, rows, inner, columns, product, start: 0);
        Assert.Equal(product.Span, again.Span);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 520, 32)]
    [InlineData(13, 33, 21)]
    public void Transposed_products_are_added(int rows, int inner, int columns)
    {
        var (a, b) = (Random(rows * inner, 1), Random(inner * columns, 2));
        var sum = new AlignedFloats(rows * columns);
        sum.Span.Fill(0.5f);

        MatrixProduct.AddTransposed(
            Transpose(a, rows, inner).Pointer, rows, rows, b.Pointer, columns, columns, inner, sum.Pointer,
            new ProductScratch(rows));

        Check(a, b, rows, inner, columns, sum, start: 0.5);
    }

    private static void Check(
        AlignedFloats a, AlignedFloats b, int rows, int inner, int columns, AlignedFloats product, double start)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = start;
                for (int k = 0; k < inner; k++)
                    sum += (double)a.Span[row * inner + k] * b.Span[k * columns + column];
                Assert.Equal(sum, product.Span[row * columns + column], 1e-5);
            }
        }
    }

    private static AlignedFloats Random(int length, int seed)
    {
        var random = new Random(seed);
        var values = new AlignedFloats(length);
        foreach (ref float value in values.Span)
            value = random.NextSingle() - 0.5f;
        return values;
    }

    private static AlignedFloats Transpose(AlignedFloats matrix, int rows, int columns)
    {
        var result = new AlignedFloats(matrix.Length);
        for (int i = 0; i < matrix.Length; i++)
            result.Span[i % columns * rows + i / columns] = matrix.Span[i];
        return result;
    }
}
