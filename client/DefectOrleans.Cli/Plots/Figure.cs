using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Plots;

/// <summary>A drawn figure.</summary>
/// <param name="Name">Its file's name, without folder and ending.</param>
/// <param name="Shows">What it shows: pair, pareto, residuals or predicted.</param>
/// <param name="Property">The property.</param>
/// <param name="PairType">The pair type, where it shows one.</param>
/// <param name="Folder">The folder of structures, where it shows one.</param>
/// <param name="Svg">The drawing.</param>
internal sealed record Figure(string Name, string Shows, Property Property, string? PairType, string? Folder, string Svg);
