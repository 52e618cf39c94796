using System.Collections.Immutable;

namespace DefectOrleans.Engine.Crystals;

/// <summary>An atom: its element's symbol and its fractional position.</summary>
public sealed record Site(string Element, Vec3 Fractional);

/// <summary>A periodic arrangement of atoms. <paramref name="Name"/> is what messages call it (an id or a file's name).</summary>
public sealed record Structure(string Name, Lattice Lattice, ImmutableArray<Site> Sites)
{
    /// <summary>What its file says that may mislead, one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
