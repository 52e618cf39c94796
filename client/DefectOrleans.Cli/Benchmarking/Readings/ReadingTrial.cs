using DefectOrleans.Contracts;
using DefectOrleans.Engine.Evaluations;

namespace DefectOrleans.Cli.Benchmarking.Readings;

/// <summary>What a reading of one campaign's book says of a property, and how far it is off.</summary>
/// <param name="Material">The material.</param>
/// <param name="Seed">The campaign's seed.</param>
/// <param name="Reading">The reading.</param>
/// <param name="Property">The property.</param>
/// <param name="Tested">Errors on structures of three and more defects, none of which trained, meV (energies a site).</param>
/// <param name="Coverage">Share of these within their 90 % interval; null where error bars are not calibrated.</param>
/// <param name="Numbers">Fitted numbers of a channel's formula, in the mean.</param>
/// <param name="Complexity">Complexity of a channel's formula, in the mean.</param>
/// <param name="Overshoot">The largest crest between neighbouring shells, in shares of a table's range.</param>
/// <param name="Law">The law; null in other readings, and where none was found.</param>
internal sealed record ReadingTrial(
    string Material, long Seed, Reading Reading, Property Property, ErrorSummary Tested, double? Coverage, double Numbers,
    double Complexity, double Overshoot, BookLaw? Law);
