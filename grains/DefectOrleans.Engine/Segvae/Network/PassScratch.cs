namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Buffers that one worker's passes share, one after another.</summary>
internal sealed class PassScratch(NetworkShape shape)
{
    /// <summary>Derivatives by cell states, [rows × hidden].</summary>
    public AlignedFloats CellGradient { get; } = new(TrainingNoise.BlockRows * shape.Hidden);

    /// <summary>States by the dense list of a block, [total × hidden].</summary>
    public AlignedFloats States { get; } = new(TrainingNoise.BlockRows * shape.Steps * shape.Hidden);

    /// <summary>Room for products.</summary>
    public ProductScratch Product { get; } = new(Math.Max(2 * shape.Hidden, Math.Max(shape.Embedding, shape.Latent)));
}
