using System.Collections.Immutable;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Discovery;

/// <summary>What a training set tells of pairs before there are formulas.</summary>
/// <param name="Index">The shells.</param>
/// <param name="NeighbourCounts">Sites at each shell's distance.</param>
/// <param name="Energies">Energies, when they are learned.</param>
/// <param name="Tables">A table for each channel and property, ordered by property and channel.</param>
public sealed record PairTables(
    ShellIndex Index, ImmutableArray<int> NeighbourCounts, EnergyTable? Energies, ImmutableArray<PairTable> Tables)
{
    /// <summary>Makes the tables of the given properties.</summary>
    /// <exception cref="InputException">No structure tells one of the properties.</exception>
    public static PairTables Of(TrainingSet training, IReadOnlyCollection<Property> properties)
    {
        foreach (var untold in properties.Where(p => training.Samples.All(s => s[p] is null)))
            throw new InputException($"no training structure tells its {untold.ToString().ToLowerInvariant()}; leave the property out or give folders that do");
        var index = new ShellIndex([.. training.Samples.Select(s => s.Structure)]);
        var neighbours = new Neighbours(training.UnitCell);
        ImmutableArray<int> counts = [.. index.Shells.Select(neighbours.Of)];
        var energies = properties.Contains(Property.Energy) ? EnergyRegression.Fit(training.Samples, index) : null;
        var tables = ImmutableArray.CreateBuilder<PairTable>();
        foreach (var property in properties.Distinct().Order())
        {
            var (values, deviations) = property == Property.Energy
                ? (energies!.Pairs, energies.PairDeviations)
                : Levels(training, index, property);
            tables.AddRange(index.Channels.Select(channel => new PairTable(channel, property,
                [.. index.NumbersOf(channel).Select(i => new TablePoint(
                    index.Shells[i].Distance, values[i], deviations[i], index.Shells[i].Structures, counts[i]))])));
        }
        return new PairTables(index, counts, energies, tables.ToImmutable());
    }

    private static (ImmutableArray<double>, ImmutableArray<double>) Levels(TrainingSet training, ShellIndex index, Property property)
    {
        var table = LevelRegression.Fit(training.Samples, index, property);
        return (table.Values, table.Deviations);
    }
}
