using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// The description length of laws: the form is said once, shared numbers once, own ones once for each table. One per thread.
/// </summary>
public sealed class LawLength
{
    private readonly LawTables _tables;
    private readonly LawStarts _starts;
    private readonly int _points;
    private readonly double _unit, _rounding;

    /// <summary>Takes tables in standard units.</summary>
    public LawLength(LawTables tables)
    {
        _tables = tables;
        _starts = new LawStarts(tables);
        _points = tables.Tables.Sum(table => table.Count);
        _unit = _points / tables.TotalWeight;
        _rounding = tables.Tables.Max(FormulaLength.RoundingOf);
    }

    /// <summary>The length of a law as it stands.</summary>
    /// <param name="law">The law.</param>
    /// <param name="held">By constant token, whether its value was given and not fitted; empty where all were.</param>
    /// <param name="ties">By constant token, the first one that is the same number; empty where there are no such.</param>
    public DescribedLaw Of(Expression law, ReadOnlySpan<bool> held = default, ReadOnlySpan<int> ties = default)
    {
        var tokens = law.Tokens.AsSpan();
        var numbers = law.Constants.AsSpan();
        var fit = _starts.Fit;
        fit.Read(tokens, held, ties);
        var squares = _unit * fit.Cost(tokens, numbers);
        var (own, shared) = (fit.Numbers.Own.ToArray(), fit.Numbers.Shared.ToArray());
        if (!double.IsFinite(squares) || !fit.Equations.Form(tokens, own, shared, fit.Numbers))
        {
            var nothing = new DescriptionLength(double.PositiveInfinity, 0, 0);
            return new(law, nothing, double.PositiveInfinity, [.. new double[numbers.Length]], _tables.Count);
        }
        var scale = _unit / Math.Max(squares / _points, _rounding);
        var (fisher, errors) = (new double[numbers.Length], new double[numbers.Length]);
        Fisher(fit, own, shared, scale, fisher, errors);
        int[] open = [.. Enumerable.Range(0, numbers.Length).Where(j => fisher[j] > 0 && !IsRound(law.Constants[j]))];
        var length = DescriptionLength.Of(
            DescriptionLength.MisfitOf(squares, _points, _rounding),
            tokens,
            [.. open.Select(j => law.Constants[j])],
            [.. open.Select(j => fisher[j])],
            [.. law.Constants.Where(IsRound)]);
        var standard = errors.Select((error, j) => IsRound(law.Constants[j]) ? 0 : error);
        return new(law, length, squares / _points, [.. standard], _tables.Count);
    }

    private static bool IsRound(double number) => RoundNumber.Length(number) < RoundNumber.AllDigits;

    /// <summary>F of each number, and its standard error, the others free.</summary>
    private void Fisher(
        LawFit fit, ReadOnlySpan<int> own, ReadOnlySpan<int> shared, double scale, Span<double> fisher, Span<double> errors)
    {
        var (equations, size) = (fit.Equations, fisher.Length);
        var normal = new double[size * size];
        for (var table = 0; table < _tables.Count; table++)
        {
            for (var j = 0; j < own.Length; j++)
            {
                var row = fit.Numbers.OffsetOf(own[j]) + table;
                var block = (table * own.Length + j) * own.Length;
                for (var k = 0; k <= j; k++)
                    Set(row, fit.Numbers.OffsetOf(own[k]) + table, equations.OwnMatrix[block + k]);
                for (var k = 0; k < shared.Length; k++)
                    Set(row, fit.Numbers.OffsetOf(shared[k]), equations.Border[(table * shared.Length + k) * own.Length + j]);
            }
        }
        for (var j = 0; j < shared.Length; j++)
        {
            for (var k = 0; k <= j; k++)
                Set(
                    fit.Numbers.OffsetOf(shared[j]), fit.Numbers.OffsetOf(shared[k]),
                    equations.SharedMatrix[j * shared.Length + k]);
        }
        for (var j = 0; j < size; j++)
            fisher[j] = normal[j * size + j];
        // Numbers that were not fitted, or that no row depends on, have no part in the others' errors.
        int[] told = [.. Enumerable.Range(0, size).Where(j => normal[j * size + j] > 0)];
        var standard = new double[told.Length];
        StandardErrors.Of([.. told.SelectMany(j => told.Select(k => normal[j * size + k]))], standard);
        for (var j = 0; j < told.Length; j++)
            errors[told[j]] = standard[j];

        void Set(int row, int column, double entry) =>
            normal[row * size + column] = normal[column * size + row] = scale * entry;
    }
}
