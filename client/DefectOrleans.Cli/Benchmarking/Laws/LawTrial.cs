using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Benchmarking.Laws;

/// <summary>A law that a rule chose of one search, and its errors.</summary>
/// <param name="Property">The property as users write it.</param>
/// <param name="Seed">The search's seed.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Law">The law.</param>
/// <param name="LeftOut">Mean error at points left out of the fit of its numbers, eV.</param>
/// <param name="Tested">Errors on structures of three and more defects, none of which trained, meV (energies a site).</param>
/// <param name="Search">How the search went.</param>
internal sealed record LawTrial(
    string Property, long Seed, ChoiceRule Rule, DescribedLaw Law, double LeftOut, ErrorSummary Tested, SearchResult Search);
