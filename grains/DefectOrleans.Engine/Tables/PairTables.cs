using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;

namespace DefectOrleans.Engine.Tables;

/// <summary>What a training set tells of pairs before there are formulas.</summary>
/// <param name="Index">The shells.</param>
/// <param name="NeighbourCounts">Sites at each shell's distance.</param>
/// <param name="Energies">Energies, when they are learned.</param>
/// <param name="GapRule">How the gap is made up of pairs.</param>
/// <param name="Tables">A table for each channel and property, ordered by property and channel.</param>
public sealed record PairTables(
    ShellIndex Index, ImmutableArray<int> NeighbourCounts, EnergyTable? Energies, GapRule GapRule,
    ImmutableArray<PairTable> Tables)
{
    // Radius of the circle within a supercell's hexagon or square over the distance to its corners, at least 0.7.
    private const double InscribedShare = 0.7;

    /// <summary>Makes the tables of the given properties.</summary>
    /// <exception cref="InputException">No structure tells one of the properties.</exception>
    public static PairTables Of(TrainingSet training, IReadOnlyCollection<Property> properties)
    {
        foreach (var untold in properties.Where(p => training.Samples.All(s => s[p] is null)))
            throw new InputException(
                $"no training structure tells its {untold.ToString().ToLowerInvariant()}; leave the property out or give folders "
                    + "that do");
        var index = new ShellIndex([.. training.Samples.Select(s => s.Structure)], training.Reach);
        var neighbours = new Neighbours(training.UnitCell);
        ImmutableArray<int> counts = [.. index.Shells.Select(neighbours.Of)];
        // Farther than this a supercell's nearest images leave sites out.
        var reach = InscribedShare * index.Shells.Select(s => s.Distance).DefaultIfEmpty().Max();
        ImmutableArray<double> missing =
            [.. index.Channels.Select(c => neighbours.Missing(c, index.NumbersOf(c).Select(i => index.Shells[i]), reach))];
        var energies = properties.Contains(Property.Energy) ? EnergyRegression.Fit(training.Samples, index) : null;
        // Who asks for levels gets levels as calculated, which those that make up the gap need not be.
        var rule = properties.Contains(Property.Gap) && !properties.Contains(Property.Homo) && !properties.Contains(Property.Lumo)
            ? GapRuleChoice.Of(training.Samples, index)
            : GapRule.LowestPair;
        var tables = ImmutableArray.CreateBuilder<PairTable>();
        foreach (var (property, values, deviations, limits) in properties.Distinct().Order().SelectMany(Values))
        {
            tables.AddRange(index.Channels.Select((channel, c) => new PairTable(channel, property,
                [.. index.NumbersOf(channel).Select(i => new TablePoint(
                    index.Shells[i].Distance, values[i], deviations[i], index.Shells[i].Structures, counts[i]))])
            {
                Limit = limits.IsEmpty ? null : limits[c],
                Missing = missing[c],
            }));
        }
        return new PairTables(index, counts, energies, rule, tables.ToImmutable());

        IEnumerable<(Property, ImmutableArray<double> Values, ImmutableArray<double> Deviations,
            ImmutableArray<double> Limits)> Values(
                Property property)
        {
            if (property == Property.Energy)
                return [(property, energies!.Pairs, energies.PairDeviations, [])];
            if (property == Property.Gap && rule == GapRule.LevelsApart)
            {
                var (homo, lumo) = LevelRegression.FitApart(training.Samples, index);
                return [
                    (Property.Homo, homo.Values, homo.Deviations, homo.Limits),
                    (Property.Lumo, lumo.Values, lumo.Deviations, lumo.Limits)
                ];
            }
            var table = LevelRegression.Fit(training.Samples, index, property);
            return [(property, table.Values, table.Deviations, table.Limits)];
        }
    }
}
