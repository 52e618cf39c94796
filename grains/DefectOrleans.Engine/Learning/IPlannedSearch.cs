using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning;

/// <summary>A search of a campaign: for a pair channel's formula, or for one law for all channels of a property.</summary>
public interface IPlannedSearch
{
    /// <summary>How it is called: <c>V_Mo|V_S energy</c>, <c>law of energy</c>.</summary>
    string Name { get; }

    /// <summary>The property.</summary>
    Property Property { get; }

    /// <summary>What is searched.</summary>
    SearchProblem Problem { get; }

    /// <summary>How.</summary>
    SearchOptions Options { get; }

    /// <summary>When it ends.</summary>
    /// <param name="budget">Its share of the time; null when epochs bound it.</param>
    /// <param name="epochs">Epochs of each island; null when time bounds it.</param>
    StopRule StopAt(TimeSpan? budget, int? epochs);

    /// <summary>A formula of its front, shortened for people.</summary>
    string Written(Expression formula);
}
