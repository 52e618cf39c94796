using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>The key of an arrangement, lowest first. For one thread.</summary>
/// <param name="space">The arrangements.</param>
/// <param name="rank">What ranks them.</param>
/// <param name="reversed">Whether the other end comes first.</param>
internal sealed class ArrangementKey(ArrangementSpace space, ScanRank rank, bool reversed)
{
    private readonly int[] _sites = new int[space.KindAt.Length];
    private readonly int[] _kinds = [.. space.KindAt.Select(turn => space.Kinds[turn])];
    private readonly (int, int, int)[] _room = new (int, int, int)[space.KindAt.Length];

    /// <summary>The key; what has no value comes last.</summary>
    public double Of(ReadOnlySpan<ushort> labels)
    {
        var effect = Effect(labels);
        var value = rank switch
        {
            ScanRank.Energy or ScanRank.Binding => effect.Energy,
            ScanRank.Gap => -effect.Gap,
            ScanRank.Homo => -effect.Homo,
            _ => -effect.Lumo,
        };
        return double.IsNaN(value) ? double.PositiveInfinity : reversed ? -value : value;
    }

    /// <summary>Energy and levels.</summary>
    public PairEffect Effect(ReadOnlySpan<ushort> labels)
    {
        for (var i = 0; i < labels.Length; i++)
            _sites[i] = space.SiteAt[labels[i]];
        return space.Cell.Of(_sites, _kinds, _room);
    }

    /// <summary>The sites' and kinds' numbers.</summary>
    public (int[] Sites, int[] Kinds) Placed(ReadOnlySpan<ushort> labels) =>
        ([.. labels.ToArray().Select(label => space.SiteAt[label])], [.. _kinds]);
}
