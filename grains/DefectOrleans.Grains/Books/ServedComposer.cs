using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Composition;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Grains;

/// <summary>One version of a book, ready to answer. Immutable: an answer is all of one version.</summary>
internal sealed class ServedComposer
{
    private readonly Composer _composer;
    private readonly DefectFinder _finder;

    /// <summary>Makes a book ready.</summary>
    /// <exception cref="InputException">The book can't be read.</exception>
    public ServedComposer(ServedBook served)
    {
        Version = served.Version;
        _composer = new Composer(served.Book);
        _finder = new DefectFinder(UnitCells.FromMessage(served.Book.Material, served.Book.Cell));
    }

    /// <summary>The book's version.</summary>
    public int Version { get; }

    /// <summary>Predicts structures.</summary>
    /// <exception cref="InputException">A structure can't be read or matched.</exception>
    public PredictionAnswer Predict(PredictionRequest request) => new(Version,
    [
        .. request.Files.Select(file => _composer.Predict(_finder.Find(
            StructureReader.Read(file.Text, Path.GetFileNameWithoutExtension(file.Name), file.Name)))),
        .. request.Structures.Select(structure => _composer.Predict(_finder.Find(structure))),
    ]);

    /// <summary>Predicts a batch.</summary>
    /// <exception cref="InputException">The batch does not hold together.</exception>
    public PredictedBatch Predict(LatticeBatch batch)
    {
        if (batch.Counts.Any(c => c < 0) || batch.Counts.Sum(c => (long)c) != batch.Sites.Length || batch.Sites.Length != batch.KindIndices.Length)
            throw new InputException($"counts sum to {batch.Counts.Sum(c => (long)c)}, with {batch.Sites.Length} sites and {batch.KindIndices.Length} kind indices; expected three times the same");
        var cell = _finder.Supercell(batch.CellA, batch.CellB);
        DefectKind[] kinds = [.. batch.Kinds.Select(DefectKind.Parse)];
        var predictions = new Prediction[batch.Counts.Length];
        for (int i = 0, at = 0; i < predictions.Length; at += batch.Counts[i++])
        {
            predictions[i] = _composer.Predict(cell.With($"structure {i}", Enumerable.Range(at, batch.Counts[i]).Select(n =>
                batch.KindIndices[n] >= 0 && batch.KindIndices[n] < kinds.Length && batch.Sites[n] >= 0 && batch.Sites[n] < cell.SiteCount
                    ? new PlacedDefect(kinds[batch.KindIndices[n]], cell.SiteAt(batch.Sites[n]))
                    : throw new InputException($"structure {i}: site {batch.Sites[n]}, kind {batch.KindIndices[n]}; expected sites below {cell.SiteCount} and kinds below {kinds.Length}"))));
        }
        return new PredictedBatch
        {
            BookVersion = Version,
            FormationEnergies = [.. predictions.Select(p => p.FormationEnergy ?? double.NaN)],
            Homos = Values(Property.Homo, p => p.Homo),
            Lumos = Values(Property.Lumo, p => p.Lumo),
            Gaps = Values(Property.Gap, p => p.Gap),
            Outside = [.. Enumerable.Range(0, predictions.Length).Where(i => predictions[i].Warnings.Count > 0)],
        };

        double[] Values(Property property, Func<Prediction, double?> value) =>
            _composer.Book.Pairs.Any(p => p.Property == property) ? [.. predictions.Select(p => value(p) ?? double.NaN)] : [];
    }
}
