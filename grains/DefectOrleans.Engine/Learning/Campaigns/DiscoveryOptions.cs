using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>How a campaign searches. <see cref="Validate"/> names all faults at once.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>Most epochs that may be asked for.</summary>
    public const int MostEpochs = 10_000_000;

    /// <summary>Longest budget that may be asked for: a year.</summary>
    public static TimeSpan LongestBudget { get; } = TimeSpan.FromDays(365);

    /// <summary>Properties that get formulas.</summary>
    public ImmutableArray<Property> Properties { get; init; } = [Property.Energy, Property.Gap];

    /// <summary>Time for the whole campaign, reading of folders included; null when <see cref="Epochs"/> bounds it.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Epochs of each island; null when <see cref="Budget"/> bounds it.</summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// Searches with seeds of their own for each pair channel and property. A fixed default: it does not follow the machine.
    /// </summary>
    public int Islands { get; init; } = 2;

    /// <summary>The seed that all others come from.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads; one runs one island.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Network backend: one of <see cref="NetworkBackends.Names"/>.</summary>
    public string Network { get; init; } = NetworkBackends.Managed;

    /// <summary>Most complex formula that a book may choose.</summary>
    public int MaxComplexity { get; init; } = 40;

    /// <summary>Names every fault of the options.</summary>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public void Validate()
    {
        if (Faults() is { Count: > 0 } faults)
            throw new InputException(string.Join("; ", faults));
    }

    /// <summary>The faults of the options.</summary>
    internal List<string> Faults()
    {
        var faults = new List<string>();
        if (Properties.IsDefaultOrEmpty)
            faults.Add($"no property to learn; expected some of {Quantity.Words}");
        else if (!Properties.All(Enum.IsDefined) || Properties.Distinct().Count() < Properties.Length)
            faults.Add(
                $"the properties {string.Join(", ", Properties.Take(10))}; expected some of {Quantity.Words}, each once");
        if (Budget is null == Epochs is null)
            faults.Add("expected either a budget or a number of epochs");
        if (Budget <= TimeSpan.Zero)
            faults.Add($"a budget of {Budget} is no time; expected one above zero");
        if (Budget > LongestBudget)
            faults.Add($"a budget of {Budget.Value.TotalDays:0.#} days; expected at most {LongestBudget.TotalDays:0}");
        if (Epochs is < 1 or > MostEpochs)
            faults.Add($"{Epochs} epochs; expected 1 to {MostEpochs}");
        if (Islands is < 1 or > 64)
            faults.Add($"{Islands} islands; expected 1 to 64");
        if (Threads is < 1 or > 1024)
            faults.Add($"{Threads} threads; expected 1 to 1024");
        if (MaxComplexity is < 1 or > 200)
            faults.Add($"a complexity of at most {MaxComplexity}; expected 1 to 200");
        if (!NetworkBackends.Names.Contains(Network))
            faults.Add(
                $"network '{(Network.Length > 60 ? Network[..60] + "…" : Network)}'; expected one of "
                    + $"{string.Join(", ", NetworkBackends.Names)}");
        return faults;
    }
}

/// <summary>Where a campaign stands.</summary>
/// <param name="Stage">What is going on: pair tables, search, refinement.</param>
/// <param name="Search">The search that reports, such as <c>V_Mo|V_S energy</c>; empty outside the searches.</param>
/// <param name="Searches">Searches in all.</param>
/// <param name="SearchesDone">Searches that have ended.</param>
/// <param name="Epoch">Epochs that the search's islands have done.</param>
/// <param name="CandidatesPerSecond">Formulas scored per second by this search.</param>
/// <param name="BestError">
/// Root mean square error of the search's best formula on its pair table, in <see cref="Unit"/>.
/// </param>
/// <param name="BestFormula">That formula, shortened for people.</param>
/// <param name="TimeLeft">Until the budget is spent; an estimate when epochs bound the campaign; null when unknown.</param>
public sealed record DiscoveryProgress(
    string Stage,
    string Search,
    int Searches,
    int SearchesDone,
    int Epoch,
    double CandidatesPerSecond,
    double BestError,
    string BestFormula,
    TimeSpan? TimeLeft)
{
    /// <summary>Formulas that the search has scored, over all its islands.</summary>
    public long Scored { get; init; }

    /// <summary>The unit of the search's error.</summary>
    public string Unit { get; init; } = "eV";

    /// <summary>Whether the search has ended.</summary>
    public bool SearchEnded { get; init; }

    /// <summary>Names of all searches, told once before the first begins; empty else.</summary>
    public ImmutableArray<string> Planned { get; init; } = [];
}
