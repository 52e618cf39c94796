using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>Which structures of which folders train a book.</summary>
public sealed record TrainingSelection
{
    /// <summary>Structures with at most so many defects are taken from the plain folders.</summary>
    public int MaxDefects { get; init; } = 2;

    /// <summary>How many of those are taken, drawn by seed, single defects first; null takes all.</summary>
    public int? Few { get; init; }

    /// <summary>Share of the dense folders' structures that is taken, drawn by seed; in (0, 1].</summary>
    public double DenseFraction { get; init; } = 1;

    /// <summary>
    /// Which part of a dense folder is left out: turns of one seed leave out parts that don't overlap until the folder has
    /// no other whole part, as in cross-validation; then a new draw begins.
    /// </summary>
    public int Turn { get; init; }

    /// <summary>
    /// How many triples of each plain folder are taken beside: every other one is picked for defects that stand close, the
    /// others are drawn by seed. Where a folder has no more, all are taken and none is picked.
    /// </summary>
    public int Triples { get; init; }

    /// <summary>Drives the draws.</summary>
    public long Seed { get; init; }

    /// <summary>Picks the training structures.</summary>
    /// <param name="plain">Folders that give structures with at most <see cref="MaxDefects"/> defects.</param>
    /// <param name="dense">Folders that give structures of any size.</param>
    /// <exception cref="InputException">
    /// A number is out of range, the folders are of different materials, or no structure qualifies.
    /// </exception>
    public TrainingSet Pick(IReadOnlyList<Dataset> plain, IReadOnlyList<Dataset> dense)
    {
        Validate();
        var datasets = plain.Concat(dense).ToList();
        if (datasets.Count == 0)
            throw new InputException("no folder to learn from; expected at least one 2DMD folder");
        DatasetReader.RequireOneMaterial(datasets);

        var levels = datasets.All(d => NormalizedLevels.AreSane(d)) ? LevelReference.Normalized : LevelReference.Raw;
        var picked = plain.Select(d => (d, Samples: PickPlain(d)))
            .Concat(dense.Select(d => (d, Samples: PickShare(d))))
            .ToList();
        var ids = new FolderIds(picked);
        // A folder may be given both as plain and as dense: a structure trains once.
        var samples = picked.SelectMany(p =>
            p.Samples.Select(s => s with { Structure = s.Structure with { Id = ids.Of(p.d, s) } }))
            .DistinctBy(s => s.Id).ToImmutableArray();
        if (samples.Length == 0)
        {
            var sizes = datasets.SelectMany(d => d.Samples).Select(s => s.Structure.Defects.Length).DefaultIfEmpty().ToList();
            throw new InputException(
                $"no structure with at most {MaxDefects} defects in {string.Join(", ", datasets.Select(d => d.Folder))}: "
                + $"they hold {sizes.Min()} to {sizes.Max()}; raise --max-defects or give the folder with --dense");
        }

        return new TrainingSet(
            datasets[0].Material,
            datasets[0].UnitCell,
            levels,
            PristineLevels(datasets, levels),
            [.. samples.Select(s => ToTraining(s, levels))],
            [.. picked.Where(p => p.Samples.Count > 0).Select(p => new TrainingFolder(
                ids.NameOf(p.d), [.. p.Samples.Select(s => s.Id)]))])
        {
            Chosen = [
                .. plain.SelectMany(d =>
                    MaxDefects < 3 && TriplesOf(d) is var triples && Triples < triples.Count
                        ? Near(triples, Triples / 2).Select(s => ids.Of(d, s))
                        : [])
            ],
        };
    }

    private void Validate()
    {
        var faults = new List<string>();
        if (MaxDefects < 0)
            faults.Add($"at most {MaxDefects} defects; expected 0 or more");
        if (Few < 1)
            faults.Add($"{Few} structures with few defects; expected 1 or more");
        if (!(DenseFraction > 0 && DenseFraction <= 1))
            faults.Add($"a dense fraction of {DenseFraction}; expected one above 0 and at most 1");
        if (Turn < 0)
            faults.Add($"turn {Turn}; expected 0 or more");
        if (Triples < 0)
            faults.Add($"{Triples} triples; expected 0 or more");
        if (faults.Count > 0)
            throw new InputException(string.Join("; ", faults));
    }

    private List<Sample> PickPlain(Dataset dataset)
    {
        var few = dataset.Samples.Where(s => s.Structure.Defects.Length <= MaxDefects).ToList();
        if (Few is { } most)
        {
            var singles = few.FindAll(s => s.Structure.Defects.Length <= 1);
            few = [.. singles, .. Draw(few.Except(singles), Math.Max(0, most - singles.Count))];
        }
        if (Triples > 0)
        {
            var triples = MaxDefects < 3 ? TriplesOf(dataset) : [];
            var near = Near(triples, Triples / 2);
            few.AddRange([.. near, .. Draw(triples.Except(near), Triples - near.Count)]);
        }
        return few;
    }

    private static List<Sample> TriplesOf(Dataset dataset) =>
        [.. dataset.Samples.Where(s => s.Structure.Defects.Length == 3)];

    /// <summary>
    /// Triples whose defects stand close, where three-body energy lives and where random draws hardly come; vacancies before
    /// substitutions, which barely interact.
    /// </summary>
    private static List<Sample> Near(IEnumerable<Sample> triples, int count)
    {
        const double Decay = 3, Substitution = 0.2;
        return [.. triples.OrderByDescending(Score).ThenBy(s => s.Id, StringComparer.Ordinal).Take(count)];

        static double Score(Sample sample) =>
            (Substitution + sample.Structure.Defects.Count(d => d.Kind.IsVacancy))
            * Math.Exp(-sample.Structure.Pairs.Select(p => p.DistanceAngstrom).Order().Take(2).Sum() / Decay);
    }

    private List<Sample> PickShare(Dataset dataset)
    {
        var count = dataset.Samples.Length;
        var leftOut = count - (int)Math.Round(DenseFraction * count);
        if (leftOut == 0)
            return [.. dataset.Samples];
        var parts = count / leftOut;
        var drawn = Draw(dataset.Samples, count, Seed + Turn / parts);
        drawn.RemoveRange(count - (Turn % parts + 1) * leftOut, leftOut);
        return drawn;
    }

    private List<Sample> Draw(IEnumerable<Sample> from, int count) => Draw(from, count, Seed);

    /// <summary>Each structure's lot comes from its id and the seed, so no draw depends on another.</summary>
    private static List<Sample> Draw(IEnumerable<Sample> from, int count, long seed) =>
        [.. from.OrderBy(s => Lot(s.Id, seed)).ThenBy(s => s.Id, StringComparer.Ordinal).Take(count)];

    private static ulong Lot(string id, long seed) =>
        id.Aggregate(SeededRandom.Mix((ulong)seed), (hash, letter) => SeededRandom.Mix(hash + letter + 1));

    /// <summary>
    /// Ids that name one structure of all folders: as they are where one folder alone has them, else with their folder's name.
    /// </summary>
    private sealed class FolderIds
    {
        private readonly IReadOnlyDictionary<string, string> _names;
        private readonly HashSet<string> _ambiguous;

        public FolderIds(List<(Dataset Dataset, List<Sample> Samples)> picked)
        {
            _names =
                FolderNames.Of([.. picked.Select(p => FolderNames.PathOf(p.Dataset.Folder)).Distinct(StringComparer.Ordinal)]);
            _ambiguous = picked.GroupBy(p => FolderNames.PathOf(p.Dataset.Folder))
                .SelectMany(folder => folder.SelectMany(p => p.Samples).Select(s => s.Id).Distinct(StringComparer.Ordinal))
                .GroupBy(id => id, StringComparer.Ordinal).Where(folders => folders.Count() > 1).Select(folders => folders.Key)
                .ToHashSet(StringComparer.Ordinal);
        }

        public string NameOf(Dataset dataset) => _names[FolderNames.PathOf(dataset.Folder)];

        public string Of(Dataset dataset, Sample sample) =>
            _ambiguous.Contains(sample.Id) ? $"{NameOf(dataset)}/{sample.Id}" : sample.Id;
    }

    private static TrainingSample ToTraining(Sample sample, LevelReference levels)
    {
        var t = sample.Targets;
        var (homo, lumo) = levels == LevelReference.Normalized ? (t.NormalizedHomo, t.NormalizedLumo) : (t.Homo, t.Lumo);
        return new TrainingSample(sample.Structure, t.FormationEnergy, homo, lumo, t.Gap) { Others = t.Others };
    }

    /// <summary>A calculated structure without defects knows best; else the pristine valence band's maximum is HOMO.</summary>
    private static Levels? PristineLevels(IReadOnlyList<Dataset> datasets, LevelReference levels)
    {
        var calculated = datasets.SelectMany(d => d.Samples).FirstOrDefault(s => s.Structure.Defects.Length == 0);
        if (calculated is not null)
        {
            var sample = ToTraining(calculated, levels);
            return new Levels(sample.Homo, sample.Lumo, sample.Gap) { Others = PropertyValues.ToMessage(sample.Others) };
        }
        var pristine = datasets.Select(d => d.Pristine).FirstOrDefault(p => p is not null);
        return pristine is null
            ? null
            : new Levels(levels == LevelReference.Normalized ? 0 : pristine.ValenceBandMaximumEv, null, null);
    }
}
