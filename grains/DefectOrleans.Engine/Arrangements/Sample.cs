using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>What is sampled, and for how long.</summary>
public sealed record SampleOptions
{
    /// <summary>Temperatures, K, rising.</summary>
    public ImmutableArray<double> Temperatures { get; init; } = [300];

    /// <summary>
    /// Chemical potential of each kind, eV: an arrangement of energy E weighs exp(−(E − Σ μN)/kT). None where the numbers
    /// of defects are kept.
    /// </summary>
    public ImmutableArray<double> Potentials { get; init; } = [];

    /// <summary>Walks that know nothing of each other, each at all temperatures.</summary>
    public int Replicas { get; init; } = 2;

    /// <summary>
    /// Sweeps that are measured: as many tried moves as there are defects, or sites where their number changes.
    /// </summary>
    public long Sweeps { get; init; } = 10_000;

    /// <summary>Sweeps before, which are not measured.</summary>
    public long Equilibration { get; init; } = 2_000;

    /// <summary>The seed that all chance comes from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads: any number makes the same walk.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// How far from the next defect those of one cluster are at most, Å; the unit cell's shorter side and 5 % where it is not
    /// given.
    /// </summary>
    public double? Contact { get; init; }

    /// <summary>Up to which distance pairs are counted, Å.</summary>
    public double Range { get; init; } = 8;
}

/// <summary>How far a sampling is.</summary>
/// <param name="Done">Sweeps done, those that are not measured too.</param>
/// <param name="Sweeps">Sweeps in all.</param>
/// <param name="Moves">Moves tried at all temperatures.</param>
public readonly record struct SampleProgress(long Done, long Sweeps, long Moves);

/// <summary>Pairs of two kinds at a distance.</summary>
/// <param name="Type">The kinds.</param>
/// <param name="Side">How their sites lie to the layer's middle plane.</param>
/// <param name="Distance">Å.</param>
/// <param name="Pairs">How many there are in the supercell.</param>
/// <param name="Ratio">That over how many there would be if the defects stood at random.</param>
public sealed record PairOrder(PairType Type, Side Side, double Distance, Estimate Pairs, Estimate Ratio);

/// <summary>The mean number of clusters of a size in the supercell.</summary>
public readonly record struct ClusterCount(int Defects, Estimate Clusters);

/// <summary>How gaps are spread.</summary>
/// <param name="Mean">eV.</param>
/// <param name="Quantiles">Gaps below which 5, 25, 50, 75 and 95 % are, eV, to the width of a bin.</param>
/// <param name="Bins">Share of the gaps by bin, from the lower edge of each, eV.</param>
public sealed record GapSpread(Estimate Mean, ImmutableArray<double> Quantiles, ImmutableArray<(double From, double Share)> Bins);

/// <summary>What was measured at a temperature.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Energy">Formation energy of the supercell, eV.</param>
/// <param name="HeatCapacity">Of the supercell, in units of Boltzmann's constant.</param>
/// <param name="Counts">Numbers of defects of each kind.</param>
/// <param name="Gap">Null where the book tells none.</param>
/// <param name="Orders">Short-range order, by kinds and then by distance.</param>
/// <param name="Clusters">Clusters by size.</param>
/// <param name="Largest">Defects of the largest cluster.</param>
/// <param name="Accepted">Share of the tried moves that were made.</param>
/// <param name="Exchanged">Share of the tried exchanges with the next temperature that were made; 0 for the last.</param>
public sealed record SampledTemperature(
    double Temperature, Estimate Energy, Estimate HeatCapacity, ImmutableArray<Estimate> Counts, GapSpread? Gap,
    ImmutableArray<PairOrder> Orders, ImmutableArray<ClusterCount> Clusters, Estimate Largest, double Accepted, double Exchanged);

/// <summary>What a sampling measured.</summary>
/// <param name="Temperatures">By temperature, rising; none where it was ended before anything was measured.</param>
/// <param name="Sweeps">Measured sweeps of each replica.</param>
/// <param name="Moves">Moves tried in all.</param>
/// <param name="IsComplete">Whether all sweeps were made.</param>
public sealed record Sample(ImmutableArray<SampledTemperature> Temperatures, long Sweeps, long Moves, bool IsComplete);
