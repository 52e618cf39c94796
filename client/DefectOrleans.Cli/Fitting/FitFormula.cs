using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Fitting;

/// <summary>One formula of a front with its errors, in the target's unit.</summary>
/// <param name="Rated">The formula and its errors.</param>
/// <param name="MeanSquare">Weighted mean of its squared errors.</param>
/// <param name="Numbers">Its numbers to the digits that the points determine.</param>
/// <param name="Length">Its description length, nats; differences count alone.</param>
internal sealed record FitFormula(RatedFormula Rated, double MeanSquare, StatedNumbers Numbers, double Length);
