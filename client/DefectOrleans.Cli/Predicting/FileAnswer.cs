using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Predicting;

/// <summary>What came of a structure of a file: a prediction, or why there is none.</summary>
/// <param name="Source">The file, or archive and member.</param>
/// <param name="Prediction">Named after the file, with a number where it holds several.</param>
/// <param name="Fault">What is wrong with the file or structure.</param>
internal sealed record FileAnswer(string Source, Prediction? Prediction, Exception? Fault);
