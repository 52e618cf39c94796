using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// The data of a search: points with one to <see cref="Token.VariableCount"/> variables, a target and a weight each.
/// Units are the caller's (distances Å, energies eV for pair interactions).
/// </summary>
public sealed class PointTable
{
    /// <summary>Takes columns of equal length; unit weights when none are given.</summary>
    /// <exception cref="InputException">A column is empty, of another length, or holds a value that is no number.</exception>
    public PointTable(
        IReadOnlyList<double[]> variables, double[] target, double[]? weights = null, IReadOnlyList<string>? names = null)
    {
        if (variables.Count is < 1 or > Token.VariableCount)
            throw new InputException(
                $"A table of points has {variables.Count} variables; 1 to {Token.VariableCount} were expected.");
        if (target.Length == 0)
            throw new InputException("A table of points has no rows; at least one was expected.");
        if (names is not null && names.Count != variables.Count)
            throw new InputException($"A table of points has {names.Count} names for {variables.Count} variables.");

        Names = names?.ToImmutableArray() ?? DefaultNames(variables.Count);
        for (var k = 0; k < variables.Count; k++)
            Check(variables[k], target.Length, $"variable {Names[k]}", lowest: double.MinValue);
        Check(target, target.Length, "the target", lowest: double.MinValue);
        weights ??= [.. Enumerable.Repeat(1.0, target.Length)];
        Check(weights, target.Length, "the weights", lowest: 0);

        Variables = [.. variables.Select(column => column.ToImmutableArray())];
        Target = [.. target];
        Weights = [.. weights];
        TotalWeight = weights.Sum();
        if (TotalWeight <= 0)
            throw new InputException("All weights of a table of points are zero; at least one above zero was expected.");
    }

    /// <summary>Columns x1, x2, ….</summary>
    public ImmutableArray<ImmutableArray<double>> Variables { get; }

    /// <summary>Names of the columns, for printing.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The target y of each point.</summary>
    public ImmutableArray<double> Target { get; }

    /// <summary>The weight of each point, not negative.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>Sum of the weights: a weighted sum of squares over it is a mean square.</summary>
    public double TotalWeight { get; }

    /// <summary>Number of points.</summary>
    public int Count => Target.Length;

    /// <summary>x1, x2, …: names where none are given.</summary>
    public static ImmutableArray<string> DefaultNames(int count) =>
        [.. Enumerable.Range(1, count).Select(k => $"x{k}")];

    private static void Check(double[] column, int length, string name, double lowest)
    {
        if (column.Length != length)
            throw new InputException($"A table of points has {column.Length} values for {name}; {length} were expected.");
        for (var i = 0; i < column.Length; i++)
        {
            if (!double.IsFinite(column[i]) || column[i] < lowest)
            {
                throw new InputException(
                    $"Row {i + 1} of a table of points has {column[i]} for {name}; a finite "
                        + $"number{(lowest == 0 ? " not below 0" : "")} was expected.");
            }
        }
    }
}
