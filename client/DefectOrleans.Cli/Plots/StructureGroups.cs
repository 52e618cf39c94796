using System.Collections.Immutable;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Evaluations;

namespace DefectOrleans.Cli.Plots;

/// <summary>Structures that a figure shows as one: calculated and predicted values, eV.</summary>
/// <param name="Name">Their defects, or how many they have.</param>
/// <param name="Values">One entry a structure.</param>
internal sealed record StructureGroup(string Name, ImmutableArray<(double Calculated, double Predicted)> Values)
{
    /// <summary>Predicted less calculated, meV, smallest first.</summary>
    public ImmutableArray<double> ErrorsMeV { get; } = [.. Values.Select(v => 1000 * (v.Predicted - v.Calculated)).Order()];

    /// <summary>Mean absolute error, meV.</summary>
    public double MeanAbsolute => ErrorsMeV.Average(Math.Abs);
}

/// <summary>The structures of a folder for one property, in groups that can be told apart.</summary>
/// <param name="Folder">The folder as the user gave it.</param>
/// <param name="Property">The property; the energy is that per site.</param>
/// <param name="Groups">By class of defects, the largest first; by number of defects where there are too many classes.</param>
/// <param name="Beyond">Structures left out, since a formula has no finite value there.</param>
internal sealed record StructureGroups(string Folder, Property Property, ImmutableArray<StructureGroup> Groups, int Beyond)
{
    private const int MostClasses = 16;

    /// <summary>All structures as one group.</summary>
    public StructureGroup All { get; } = new("all", [.. Groups.SelectMany(g => g.Values)]);

    /// <summary>Groups a folder's structures; null where none has both values.</summary>
    public static StructureGroups? Of(string folder, Property property, ImmutableArray<EvaluatedStructure> structures)
    {
        var told = structures.Where(s => s.Calculated(property) is not null && s.Predicted(property) is not null).ToList();
        var finite = told.Where(s => double.IsFinite(s.Error(property)!.Value)).ToList();
        if (finite.Count == 0)
            return null;
        var classes = finite.GroupBy(s => Written.Defects(s.Prediction.Defects))
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (classes.Count > MostClasses)
            classes = [.. finite.OrderBy(Defects).GroupBy(s => Wording.Count(Defects(s), "defect", "defects"))];
        return new StructureGroups(
            folder,
            property,
            [
                .. classes.Take(MostClasses).Select(g => new StructureGroup(g.Key, Values(g))),
                .. Others(classes.Skip(MostClasses))
            ],
            told.Count - finite.Count);

        ImmutableArray<(double, double)> Values(IEnumerable<EvaluatedStructure> group) =>
            [.. group.Select(s => (s.Calculated(property)!.Value, s.Predicted(property)!.Value))];

        IEnumerable<StructureGroup> Others(IEnumerable<IEnumerable<EvaluatedStructure>> rest) =>
            rest.SelectMany(g => g).ToList() is { Count: > 0 } others ? [new StructureGroup("others", Values(others))] : [];
    }

    private static int Defects(EvaluatedStructure structure) => structure.Prediction.Defects.Count;
}
