using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Plots;

/// <summary>One channel, its formulas ready to be drawn.</summary>
internal sealed class PlottedChannel
{
    // Beyond these there is no physics, and arithmetic of places would overflow.
    private const double LargestNumber = 1e9;

    private const int ReadableDigits = 4;

    private static readonly string[] Variables = ["r"];

    public PlottedChannel(PairFormula learned, string path)
    {
        Learned = learned;
        Table = [.. learned.Table.OrderBy(p => p.Distance)];
        foreach (var (index, point) in learned.Table.Index())
            Check(point, index + 1, path);
        if (learned.Table.Count == 0)
            throw new InputException($"{path}: {Name} has no points; expected a pair table with at least one");
        var chosen = FormulaText.Parse(learned.Chosen.Text, Variables);
        Chosen = new CompiledFormula(chosen);
        Formula = Readable(learned.Chosen);
        Front = [.. learned.Front.Append(learned.Chosen).DistinctBy(f => f.Text).OrderBy(f => f.Complexity).ThenBy(Error)];
        Best = [.. Front.Where((formula, i) => Front.Take(i).All(simpler => Error(simpler) > Error(formula)))];
        Others =
        [
            .. Best.Select(f => FormulaText.Parse(f.Text, Variables))
                .Where(f => !f.Tokens.SequenceEqual(chosen.Tokens))
                .Select(f => new CompiledFormula(f)),
        ];
    }

    /// <summary>What the book says.</summary>
    public PairFormula Learned { get; }

    /// <summary>The side.</summary>
    public Side Side => Learned.Side;

    /// <summary>The points, nearest first.</summary>
    public ImmutableArray<TablePoint> Table { get; }

    /// <summary>The formula that predictions use.</summary>
    public CompiledFormula Chosen { get; }

    /// <summary>The chosen formula for readers.</summary>
    public string Formula { get; }

    /// <summary>All formulas of the channel, simplest first.</summary>
    public ImmutableArray<Formula> Front { get; }

    /// <summary>Those with less error than every simpler one.</summary>
    public ImmutableArray<Formula> Best { get; }

    /// <summary>The best beside the chosen one, and beside its twin from before its constants were refined.</summary>
    public ImmutableArray<CompiledFormula> Others { get; }

    /// <summary>A formula with as many digits as a reader wants to see.</summary>
    public static string Readable(Formula formula) =>
        FormulaText.Print(FormulaText.Parse(formula.Text, Variables), names: Variables, digits: ReadableDigits);

    /// <summary>What formulas are compared by, eV: the error on points left out of the fit, where it was measured.</summary>
    public static double Error(Formula formula) => formula.LeftOutError ?? formula.MeanAbsoluteError;

    private string Name =>
        $"{new PairChannel(PairType.Parse(Learned.PairType), Side)} {Learned.Property.ToString().ToLowerInvariant()}";

    private void Check(TablePoint point, int row, string path)
    {
        if (point.Distance is > 0 and < LargestNumber && Math.Abs(point.Value) < LargestNumber
            && point.Uncertainty is >= 0 and < LargestNumber)
            return;
        throw new InputException(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {Name}, point {row}: {point.Value} ± {point.Uncertainty} eV at {point.Distance} Å can't be drawn; expected "
                + $"finite numbers, a distance above 0 and an uncertainty from 0"));
    }
}
