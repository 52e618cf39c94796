namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Room for <see cref="MatrixProduct.AddTransposed"/> to pack its factors into.</summary>
/// <param name="widest">Most columns of a left factor.</param>
internal sealed unsafe class ProductScratch(int widest)
{
    private readonly AlignedFloats _panel = new(MatrixProduct.InnerBlock * MatrixProduct.PanelWidth);
    private readonly AlignedFloats _left = new(MatrixProduct.InnerBlock * (widest + MatrixProduct.TileRows));

    /// <summary>One panel of the right factor.</summary>
    public float* Panel => _panel.Pointer;

    /// <summary>Strips of the left factor, a block of inner indices long.</summary>
    public float* Left => _left.Pointer;
}
