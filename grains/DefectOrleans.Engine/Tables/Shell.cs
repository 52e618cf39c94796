using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>A pair channel at one of the lattice's distances: all its pairs share one value.</summary>
/// <param name="Channel">Pair type and side.</param>
/// <param name="Distance">r, Å; the mean of the distances that fell together.</param>
/// <param name="Structures">How many structures hold such a pair.</param>
public sealed record Shell(PairChannel Channel, double Distance, int Structures);
