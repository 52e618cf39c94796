using DefectOrleans.Contracts;
using DefectOrleans.Engine.Evaluations;

namespace DefectOrleans.Cli.Output;

/// <summary>A set's errors by one of a book's readings.</summary>
internal sealed record ReadErrors(Reading Reading, SetErrors Errors);
