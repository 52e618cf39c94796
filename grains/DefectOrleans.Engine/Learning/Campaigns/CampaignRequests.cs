using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>Campaigns as messages: a training set and options, told so that whoever runs them needs no file.</summary>
public static class CampaignRequests
{
    /// <summary>The message of a campaign.</summary>
    /// <param name="id">The campaign's id.</param>
    /// <param name="book">The id of the book that it makes.</param>
    /// <param name="training">What it learns from.</param>
    /// <param name="options">How; threads are the runner's own affair and not told.</param>
    public static CampaignRequest ToMessage(string id, string book, TrainingSet training, DiscoveryOptions options)
    {
        var finder = new DefectFinder(training.UnitCell);
        return new CampaignRequest
        {
            Id = id,
            Book = book,
            Material = training.Material,
            Cell = UnitCells.ToMessage(training.UnitCell),
            Levels = training.Levels,
            Pristine = training.Pristine,
            Samples = [
                .. training.Samples.Select(s =>
                    new CampaignSample(finder.ToMessage(s.Structure), s.Energy, s.Homo, s.Lumo, s.Gap)
                    {
                        Others = PropertyValues.ToMessage(s.Others),
                    })
            ],
            Folders = training.Folders,
            Chosen = [.. training.Chosen.Order(StringComparer.Ordinal)],
            Settings = new CampaignSettings
            {
                Properties = options.Properties,
                BudgetSeconds = options.Budget?.TotalSeconds,
                Epochs = options.Epochs,
                Islands = options.Islands,
                Seed = options.Seed,
                Network = options.Network,
                MaxComplexity = options.MaxComplexity,
            },
        };
    }

    /// <summary>What a campaign learns from.</summary>
    /// <exception cref="InputException">The cell or a structure can't be used; the message names it.</exception>
    public static TrainingSet TrainingOf(CampaignRequest request)
    {
        var cell = UnitCells.FromMessage(request.Material, request.Cell);
        var finder = new DefectFinder(cell);
        return new TrainingSet(
            request.Material,
            cell,
            request.Levels,
            request.Pristine,
            [
                .. request.Samples.Select(s => new TrainingSample(finder.Find(s.Structure), s.Energy, s.Homo, s.Lumo, s.Gap)
                {
                    Others = PropertyValues.FromMessage(s.Others),
                })
            ],
            [.. request.Folders])
        {
            Chosen = [.. request.Chosen],
        };
    }

    /// <summary>How a campaign searches, validated.</summary>
    /// <exception cref="InputException">A setting is out of its range; all faults are named.</exception>
    public static DiscoveryOptions OptionsOf(CampaignRequest request, int threads)
    {
        if (SettingsFaults(request.Settings) is { Count: > 0 } faults)
            throw new InputException(string.Join("; ", faults));
        var options = Options(request.Settings, threads);
        options.Validate();
        return options;
    }

    /// <summary>What is wrong with a campaign's settings.</summary>
    internal static List<string> SettingsFaults(CampaignSettings settings)
    {
        var longest = DiscoveryOptions.LongestBudget.TotalSeconds;
        return settings.BudgetSeconds is not { } seconds || seconds > 0 && seconds <= longest
            ? Options(settings, threads: 1).Faults()
            : [
                $"a budget of {seconds} s; expected above 0 and at most {longest:0} s, a year",
                .. Options(settings with { BudgetSeconds = longest }, threads: 1).Faults()
            ];
    }

    private static DiscoveryOptions Options(CampaignSettings settings, int threads) => new()
    {
        Properties = [.. settings.Properties],
        Budget = settings.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Epochs = settings.Epochs,
        Islands = settings.Islands,
        Seed = settings.Seed,
        Network = settings.Network,
        MaxComplexity = settings.MaxComplexity,
        Threads = threads,
    };
}
