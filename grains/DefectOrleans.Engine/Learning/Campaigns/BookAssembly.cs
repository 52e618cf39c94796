using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Learning.Refinement;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>Puts a book together: refines the energies jointly, and writes down formulas, tables and single defects.</summary>
internal static class BookAssembly
{
    private static readonly string[] Distance = ["r"];

    /// <summary>Refines the formulas together and puts the book of them together.</summary>
    public static FormulaBook Make(
        TrainingSet training, PairTables tables, ImmutableArray<LearnedFormula> found, Provenance provenance) =>
        Make(training, tables, found, provenance, out _);

    /// <inheritdoc cref="Make(TrainingSet, PairTables, ImmutableArray{LearnedFormula}, Provenance)"/>
    /// <param name="training">What trained.</param>
    /// <param name="tables">Its pair tables.</param>
    /// <param name="found">The formulas.</param>
    /// <param name="provenance">Where the book comes from.</param>
    /// <param name="formulas">The refined formulas.</param>
    public static FormulaBook Make(
        TrainingSet training, PairTables tables, ImmutableArray<LearnedFormula> found, Provenance provenance,
        out ImmutableArray<LearnedFormula> formulas)
    {
        var (energies, refined) = RefineEnergies(training, tables, found);
        formulas = new LevelRefinement(training.Samples, tables).Refine(refined);
        return new FormulaBook
        {
            Material = training.Material,
            Cell = UnitCells.ToMessage(training.UnitCell),
            Levels = tables.GapRule == GapRule.LevelsApart ? LevelReference.Relative : training.Levels,
            GapRule = tables.GapRule,
            ReferenceEnergy = energies?.ReferenceEnergy ?? 0,
            Trained = new TrainedCell(training.Reach.CellA, training.Reach.CellB),
            Pristine = training.Pristine,
            Singles = Singles(training, tables.Index, energies),
            Pairs = [.. formulas.Select(ToPairFormula)],
            Provenance = provenance,
        };
    }

    private static (EnergyModel?, ImmutableArray<LearnedFormula>) RefineEnergies(
        TrainingSet training, PairTables tables, ImmutableArray<LearnedFormula> found)
    {
        if (tables.Energies is not { } table)
            return (null, found);
        var model = new EnergyModel(table.ReferenceEnergy, table.Kinds, table.Singles, found
            .Where(f => f.Search.Table.Property == Property.Energy)
            .ToImmutableSortedDictionary(f => f.Search.Table.Channel, f => f.Chosen.Expression))
        {
            Shared = new SharedNumbers<PairChannel>(found.Where(f => f.Search.Table.Property == Property.Energy)
                .ToDictionary(f => f.Search.Table.Channel, f => f.Shared)),
        };
        model = new EnergyRefinement(training.Samples, tables.Index, table.Kinds, tables.NeighbourCounts).Refine(model);
        var refined = found.Where(f => f.Search.Table.Property == Property.Energy)
            .ToDictionary(f => f, f => model.Formulas[f.Search.Table.Channel]);
        // Numbers that channels share are refined in all of them or in none.
        var broken = refined.Any(f => f.Key.SharesNumbers && !f.Key.Allows(f.Value));
        return (model,
        [
            .. found.Select(f => refined.TryGetValue(f, out var numbers) && !(broken && f.SharesNumbers) ? f.With(numbers) : f),
        ]);
    }

    private static PairFormula ToPairFormula(LearnedFormula learned) => new()
    {
        PairType = learned.Search.Table.Channel.Type.ToString(),
        Side = learned.Search.Table.Channel.Side,
        Property = learned.Search.Table.Property,
        Chosen = ToFormula(learned.Chosen),
        Front = [.. learned.Front.Select(ToFormula)],
        Table = learned.Search.Table.Points,
    };

    /// <summary>A formula as books write it down.</summary>
    public static Formula ToFormula(RatedFormula rated) => new(
        FormulaText.Print(rated.Expression, names: Distance),
        rated.Complexity,
        rated.MeanAbsolute,
        double.IsFinite(rated.LeftOut) ? rated.LeftOut : null);

    private static List<SingleDefect> Singles(TrainingSet training, ShellIndex index, EnergyModel? energies)
    {
        var alone = training.Samples
            .Where((s, i) => s.Structure.Defects.Length == 1 && index.PairsOf[i].IsEmpty)
            .ToLookup(s => s.Structure.Defects[0].Kind);
        return [.. training.Samples
            .SelectMany(s => s.Structure.Defects).Select(d => d.Kind).Distinct().Order()
            .Select(kind => new SingleDefect(
                kind.ToString(),
                energies?.Kinds.BinarySearch(kind) is { } at and >= 0 ? energies.Singles[at] : null,
                new Levels(
                    alone[kind].Average(s => s.Homo), alone[kind].Average(s => s.Lumo), alone[kind].Average(s => s.Gap))
                {
                    Others = PropertyValues.ToMessage(Others(alone[kind])),
                }))];
    }

    private static ImmutableSortedDictionary<Property, double> Others(IEnumerable<TrainingSample> alone) =>
        (from quantity in Quantity.Others
         let average = alone.Average(quantity.Trained)
         where average is not null
         select KeyValuePair.Create(quantity.Property, average.Value)).ToImmutableSortedDictionary();
}
