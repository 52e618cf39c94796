namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// A right-hand factor [inner × columns] stored in panels of 16 columns, row after row within a panel: the order in
/// which <see cref="MatrixProduct"/> reads it. Missing columns of the last panel are zero.
/// </summary>
internal sealed unsafe class PackedMatrix(int inner, int columns)
{
    private readonly AlignedFloats _values = new(Panels(columns) * inner * MatrixProduct.PanelWidth);

    /// <summary>Rows of the factor: the dimension that a product sums over.</summary>
    public int Inner => inner;

    /// <summary>Columns of the factor and of the product.</summary>
    public int Columns => columns;

    /// <summary>First value of the panel that holds columns 16·<paramref name="index"/> and following.</summary>
    public float* Panel(int index) => _values.Pointer + (nint)index * inner * MatrixProduct.PanelWidth;

    /// <summary>Takes values from a row-major [inner × columns] matrix.</summary>
    public void Pack(float* source)
    {
        for (int first = 0; first < columns; first += MatrixProduct.PanelWidth)
            MatrixProduct.PackPanel(source + first, columns, inner, Math.Min(MatrixProduct.PanelWidth, columns - first),
                Panel(first / MatrixProduct.PanelWidth));
    }

    /// <summary>Takes values from a row-major [columns × inner] matrix, transposing it.</summary>
    public void PackTransposed(float* source)
    {
        for (int column = 0; column < columns; column++)
        {
            float* from = source + (nint)column * inner;
            float* to = Panel(column / MatrixProduct.PanelWidth) + column % MatrixProduct.PanelWidth;
            for (int k = 0; k < inner; k++)
                to[k * MatrixProduct.PanelWidth] = from[k];
        }
    }

    private static int Panels(int columns) => (columns + MatrixProduct.PanelWidth - 1) / MatrixProduct.PanelWidth;
}
