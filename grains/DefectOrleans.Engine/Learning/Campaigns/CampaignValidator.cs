using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>
/// What is wrong with a campaign that is asked for from outside, before anything is laid out for it. Sites and kinds are
/// looked at where structures are laid on the crystal.
/// </summary>
public static class CampaignValidator
{
    private const int MostNamed = 10;

    // Each takes some 40 bytes while the campaign lasts.
    private const long MostPairs = 20_000_000;

    /// <summary>Refuses a campaign that can't be run; the message names its faults on one line.</summary>
    /// <exception cref="InputException">It has faults.</exception>
    public static void Require(CampaignRequest request)
    {
        var faults = Faults(request).Take(MostNamed + 1).ToList();
        if (faults.Count == 0)
            return;
        throw new InputException(string.Join("; ", faults.Take(MostNamed)) + (faults.Count > MostNamed ? "; and more" : ""));
    }

    /// <summary>The faults of a campaign that is asked for, found while they are asked for.</summary>
    public static IEnumerable<string> Faults(CampaignRequest request) => Completeness.FirstMissing(request) is { } missing
        ? [$"{missing} is missing or null"]
        : Head(request).Concat(CellValidator.Faults(request.Cell)).Concat(Structures(request)).Concat(Origin(request))
            .Concat(CampaignRequests.SettingsFaults(request.Settings));

    private static IEnumerable<string> Head(CampaignRequest request)
    {
        foreach (var fault in ((string?[])[
            Names.Fault("the campaign", request.Id), Names.Fault("the book", request.Book),
            Names.Fault("the material", request.Material)
        ])
            .OfType<string>())
            yield return fault;
        if (!Enum.IsDefined(request.Levels))
            yield return $"levels of the reference {(int)request.Levels}; expected "
                + $"{string.Join(", ", Enum.GetNames<LevelReference>())}";
        if (request.Pristine is { } pristine && !AreFinite(pristine.Homo, pristine.Lumo, pristine.Gap))
            yield return "the pristine crystal: a level is no finite number";
        if (PropertyValues.Fault(request.Pristine?.Others) is { } other)
            yield return $"the pristine crystal: {other}";
    }

    private static IEnumerable<string> Structures(CampaignRequest request)
    {
        var pairs = 0L;
        for (var i = 0; i < request.Samples.Count; i++)
        {
            var (structure, sample) = (request.Samples[i].Structure, request.Samples[i]);
            var where = $"samples[{i}] ({Names.Shown(structure.Id)})";
            if (Names.Fault("the structure's id", structure.Id) is { } fault)
                yield return $"{where}: {fault}";
            if (!AreFinite(sample.Energy, sample.Homo, sample.Lumo, sample.Gap))
                yield return $"{where}: its energy or a level is no finite number";
            if (PropertyValues.Fault(sample.Others) is { } other)
                yield return $"{where}: {other}";
            if (structure.CellA < 1 || structure.CellB < 1
                || (long)structure.CellA * structure.CellB > BatchComposer.MostSites / Math.Max(1, request.Cell.Sites.Count))
                yield return $"{where}: a supercell of {structure.CellA}×{structure.CellB} unit cells; expected 1 to "
                    + $"{BatchComposer.MostSites} sites";
            else if (structure.Defects.Count > BatchComposer.MostSites)
                yield return $"{where}: {structure.Defects.Count} defects; expected at most {BatchComposer.MostSites}";
            pairs += structure.Defects.Count * (structure.Defects.Count - 1L) / 2;
        }
        if (pairs > MostPairs)
            yield return $"{pairs} pairs of defects in all structures; expected at most {MostPairs}";
    }

    private static IEnumerable<string> Origin(CampaignRequest request) =>
        request.Folders.SelectMany(f => f.Ids.Prepend(f.Folder)).Concat(request.Chosen)
            .Select(name => name.Length == 0 ? null : Names.Fault("the name of training structures", name)).OfType<string>();

    private static bool AreFinite(params ReadOnlySpan<double?> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value ?? 0))
                return false;
        }
        return true;
    }
}
