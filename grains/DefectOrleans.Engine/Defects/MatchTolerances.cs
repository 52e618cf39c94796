namespace DefectOrleans.Engine.Defects;

/// <summary>How far a structure may be from the ideal crystal and still be matched to it.</summary>
public sealed record MatchTolerances
{
    /// <summary>
    /// Farthest that an atom may stand from its lattice site, Å. Never more than half of the distance between nearest
    /// sites is used, so that an atom belongs to one site only.
    /// </summary>
    public double DisplacementAngstrom { get; init; } = 0.9;

    /// <summary>
    /// Largest relative difference of in-plane lengths (and difference of angles, rad) from the supercell of the unit cell.
    /// </summary>
    public double Strain { get; init; } = 0.01;

    /// <summary>Sites up to this far from the middle plane of the layer lie in it, Å.</summary>
    public double HeightAngstrom { get; init; } = 0.3;
}
