using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// Residuals of a law at all its tables' rows, their cost table by table, and the normal equations of a step: a block for
/// each table's own numbers, with a border of the shared ones. Does not allocate once warm.
/// </summary>
internal sealed class LawEquations
{
    private const int Together = 4;

    private readonly LawTables _tables;
    private readonly Evaluator _evaluator;
    private readonly double[] _low, _high, _weights, _residuals, _effective, _weighted;
    private readonly int _stride;

    // Residuals, then the derivative by each number.
    private double[] _columns = [];
    private double[] _sums = [];

    public LawEquations(LawTables tables)
    {
        _tables = tables;
        _evaluator = new Evaluator(tables.Rows, [.. tables.Starts]);
        (_low, _high, _weights) = ([.. tables.Low], [.. tables.High], [.. tables.Rows.Weights]);
        _stride = _evaluator.Stride;
        (_residuals, _effective, _weighted) = (new double[_stride], new double[_stride], new double[_stride]);
        Costs = new double[tables.Count];
    }

    /// <summary>Cost of each table at the last <see cref="Cost"/>.</summary>
    public double[] Costs { get; }

    /// <summary>Each table's JᵀWJ over its own numbers, [tables × own × own].</summary>
    public double[] OwnMatrix { get; private set; } = [];

    /// <summary>Each table's JᵀWJ of own by shared numbers, [tables × shared × own].</summary>
    public double[] Border { get; private set; } = [];

    /// <summary>JᵀWJ over the shared numbers.</summary>
    public double[] SharedMatrix { get; private set; } = [];

    /// <summary>Each table's JᵀWr by own numbers, [tables × own].</summary>
    public double[] OwnGradient { get; private set; } = [];

    /// <summary>JᵀWr by shared numbers.</summary>
    public double[] SharedGradient { get; private set; } = [];

    /// <summary>The law's values at all rows, at the last <see cref="Cost"/>.</summary>
    public ReadOnlySpan<double> Values(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers) =>
        _evaluator.Evaluate(tokens, numbers);

    /// <summary>Σ w ρ(residual) over all tables; NaN or infinite where the law is invalid at a row.</summary>
    /// <param name="tokens">The law.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="robust">Whether large residuals count linearly, where the tables ask for it.</param>
    public double Cost(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers, bool robust = true)
    {
        var values = _evaluator.EvaluatePadded(tokens, numbers);
        var total = 0.0;
        for (var table = 0; table < _tables.Count; table++)
        {
            var (from, to) = (_tables.Starts[table], EndOf(table));
            total += Costs[table] = robust && _tables.HuberThreshold is { } threshold
                ? RobustCost(values, from, to, threshold)
                : PlainCost(values, from, to);
        }
        return total;
    }

    /// <summary>
    /// The normal equations at the last <see cref="Cost"/>, over the numbers chosen; false when an entry is not finite.
    /// </summary>
    /// <param name="tokens">The law.</param>
    /// <param name="own">Own numbers, by which constant token they are.</param>
    /// <param name="shared">Shared numbers.</param>
    /// <param name="numbers">Which numbers stand in the law more than once; null where none does.</param>
    public bool Form(
        ReadOnlySpan<byte> tokens, ReadOnlySpan<int> own, ReadOnlySpan<int> shared, LawNumbers? numbers = null)
    {
        _evaluator.Sweep(tokens);
        Grow(own.Length, shared.Length);
        var (a, s) = (own.Length, shared.Length);
        SharedMatrix.AsSpan(0, s * s).Clear();
        SharedGradient.AsSpan(0, s).Clear();
        _residuals.CopyTo(_columns, 0);
        for (var j = 0; j < a + s; j++)
            Derive(j < a ? own[j] : shared[j - a], numbers, _columns.AsSpan((j + 1) * _stride, _stride));
        var check = 0.0;
        for (var table = 0; table < _tables.Count; table++)
        {
            var (from, to) = (_tables.Starts[table], EndOf(table));
            for (var j = 0; j < a + s; j++)
            {
                Weigh(_columns.AsSpan((j + 1) * _stride, _stride), from, to);
                Dots(from, to, columns: j + 2);
                foreach (var sum in _sums.AsSpan(0, j + 2))
                    check += 0 * sum;
                if (j < a)
                {
                    OwnGradient[table * a + j] = _sums[0];
                    _sums.AsSpan(1, j + 1).CopyTo(OwnMatrix.AsSpan((table * a + j) * a));
                    continue;
                }
                SharedGradient[j - a] += _sums[0];
                _sums.AsSpan(1, a).CopyTo(Border.AsSpan((table * s + j - a) * a));
                for (var k = a; k <= j; k++)
                    SharedMatrix[(j - a) * s + k - a] += _sums[k + 1];
            }
        }
        return check == 0;
    }

    /// <summary>The derivative by a number: the sum over the places where it stands.</summary>
    private void Derive(int token, LawNumbers? numbers, Span<double> column)
    {
        _evaluator.PaddedDerivative(token).CopyTo(column);
        for (var other = token + 1; numbers is { HasTies: true } && other < numbers.Tokens; other++)
        {
            if (numbers.TieOf(other) == token)
                TensorPrimitives.Add(column, _evaluator.PaddedDerivative(other), column);
        }
    }

    private int EndOf(int table) => table + 1 < _tables.Count ? _tables.Starts[table + 1] : _evaluator.Stride;

    private double PlainCost(ReadOnlySpan<double> values, int from, int to)
    {
        var sum = Vector<double>.Zero;
        for (var i = from; i < to; i += Vector<double>.Count)
        {
            var residual = Residual(values, i, out var weight);
            residual.CopyTo(_residuals, i);
            weight.CopyTo(_effective, i);
            sum += weight * residual * residual;
        }
        return Vector.Sum(sum);
    }

    private double RobustCost(ReadOnlySpan<double> values, int from, int to, double threshold)
    {
        var (sum, limit) = (Vector<double>.Zero, new Vector<double>(threshold));
        for (var i = from; i < to; i += Vector<double>.Count)
        {
            var residual = Residual(values, i, out var weight);
            var size = Vector.Abs(residual);
            residual.CopyTo(_residuals, i);
            (weight * Vector.Min(Vector<double>.One, limit / size)).CopyTo(_effective, i);
            sum += weight * Vector.ConditionalSelect(
                Vector.GreaterThan(size, limit), limit * (size + size - limit), residual * residual);
        }
        return Vector.Sum(sum);
    }

    /// <summary>
    /// How far values are outside what is right, and the rows' weights: none within, where a step changes nothing.
    /// </summary>
    private Vector<double> Residual(ReadOnlySpan<double> values, int at, out Vector<double> weight)
    {
        var value = new Vector<double>(values[at..]);
        var (low, high) = (new Vector<double>(_low, at), new Vector<double>(_high, at));
        var within = Vector.LessThan(low, value) & Vector.LessThan(value, high);
        weight = Vector.ConditionalSelect(within, Vector<double>.Zero, new Vector<double>(_weights, at));
        // NaN stays NaN.
        return value - Vector.ConditionalSelect(
            Vector.LessThan(value, low), low, Vector.ConditionalSelect(Vector.GreaterThan(value, high), high, value));
    }

    private void Weigh(ReadOnlySpan<double> derivative, int from, int to)
    {
        for (var i = from; i < to; i += Vector<double>.Count)
            (new Vector<double>(derivative[i..]) * new Vector<double>(_effective, i)).CopyTo(_weighted, i);
    }

    /// <summary>
    /// The weighted derivative times each of the first columns, over a table's rows: four at a time, so that what is weighted
    /// is read once for them.
    /// </summary>
    private void Dots(int from, int to, int columns)
    {
        ref var weighted = ref MemoryMarshal.GetArrayDataReference(_weighted);
        ref var start = ref MemoryMarshal.GetArrayDataReference(_columns);
        for (var column = 0; column < columns; column += Together)
        {
            // Beyond the last column is the last once more.
            var (first, last) = (column * _stride, (columns - 1) * _stride);
            var second = Math.Min(first + _stride, last);
            var (third, fourth) = (Math.Min(second + _stride, last), Math.Min(second + 2 * _stride, last));
            var (a, b, c, d) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
            for (var i = from; i < to; i += Vector<double>.Count)
            {
                var factor = Vector.LoadUnsafe(ref weighted, (nuint)i);
                a += factor * Vector.LoadUnsafe(ref start, (nuint)(first + i));
                b += factor * Vector.LoadUnsafe(ref start, (nuint)(second + i));
                c += factor * Vector.LoadUnsafe(ref start, (nuint)(third + i));
                d += factor * Vector.LoadUnsafe(ref start, (nuint)(fourth + i));
            }
            (_sums[column], _sums[column + 1], _sums[column + 2], _sums[column + 3]) =
                (Vector.Sum(a), Vector.Sum(b), Vector.Sum(c), Vector.Sum(d));
        }
    }

    private void Grow(int own, int shared)
    {
        var (tables, columns) = (_tables.Count, own + shared + 1);
        if (_columns.Length < columns * _stride)
            (_columns, _sums) = (new double[columns * _stride], new double[columns + Together - 1]);
        if (OwnMatrix.Length < tables * own * own)
            OwnMatrix = new double[tables * own * own];
        if (Border.Length < tables * own * shared)
            Border = new double[tables * own * shared];
        if (SharedMatrix.Length < shared * shared)
            SharedMatrix = new double[shared * shared];
        if (OwnGradient.Length < tables * own)
            OwnGradient = new double[tables * own];
        if (SharedGradient.Length < shared)
            SharedGradient = new double[shared];
    }
}
