namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>One step of a network's training.</summary>
/// <param name="Rows">The batch, one row of tokens behind the other.</param>
/// <param name="Seed">Seed of the step.</param>
internal sealed record TrainingStep(byte[] Rows, ulong Seed);

/// <summary>
/// What a network was trained on since it was made. Trained on it again, a new one has the same weights and the same
/// optimiser to the bit; in a checkpoint that takes a hundredth of their space.
/// </summary>
internal sealed class TrainingLog(int steps)
{
    /// <summary>
    /// Most rows that are kept: some five seconds of a core. Searches start over long before, unless they get better all the
    /// time.
    /// </summary>
    public const int MostRows = 1 << 14;

    private List<TrainingStep>? _steps = [];

    /// <summary>All steps; null when they are too many to be taken again.</summary>
    public IReadOnlyList<TrainingStep>? Steps => _steps;

    /// <summary>Notes a step.</summary>
    public void Add(TrainingStep step)
    {
        _steps?.Add(step);
        if (_steps?.Sum(s => s.Rows.Length / steps) > MostRows)
            Drop();
    }

    /// <summary>Notes nothing more: the network's own weights have to be kept.</summary>
    public void Drop() => _steps = null;

    /// <summary>Begins again with a new network.</summary>
    public void Clear() => _steps = [];
}
