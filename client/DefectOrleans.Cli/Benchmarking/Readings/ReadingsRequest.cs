using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Cli.Benchmarking.Readings;

/// <summary>What <c>bench readings</c> is asked.</summary>
/// <param name="Folders">2DMD folders with singles, pairs and denser structures, one a material.</param>
/// <param name="Seeds">Campaigns of each material.</param>
/// <param name="Options">How; its seed is the first one's.</param>
internal sealed record ReadingsRequest(IReadOnlyList<string> Folders, int Seeds, DiscoveryOptions Options);
