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
    private readonly LawTables _tables;
    private readonly Evaluator _evaluator;
    private readonly double[] _low, _high, _weights, _residuals, _effective, _weighted, _summed;

    public LawEquations(LawTables tables)
    {
        _tables = tables;
        _evaluator = new Evaluator(tables.Rows, [.. tables.Starts]);
        (_low, _high, _weights) = ([.. tables.Low], [.. tables.High], [.. tables.Rows.Weights]);
        var stride = _evaluator.Stride;
        (_residuals, _effective) = (new double[stride], new double[stride]);
        (_weighted, _summed) = (new double[stride], new double[stride]);
        Costs = new double[tables.Count];
    }

    private LawNumbers? _numbers;

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
        _numbers = numbers;
        _evaluator.Sweep(tokens);
        Grow(own.Length, shared.Length);
        var (a, s) = (own.Length, shared.Length);
        SharedMatrix.AsSpan(0, s * s).Clear();
        SharedGradient.AsSpan(0, s).Clear();
        var check = 0.0;
        for (var j = 0; j < a + s; j++)
        {
            Weigh(Derivative(own, shared, j));
            for (var table = 0; table < _tables.Count; table++)
            {
                var gradient = Dot(_weighted, _residuals, table);
                check += 0 * gradient;
                if (j < a)
                    OwnGradient[table * a + j] = gradient;
                else
                    SharedGradient[j - a] += gradient;
                for (var k = 0; k <= j; k++)
                {
                    var entry = Dot(_weighted, Derivative(own, shared, k), table);
                    check += 0 * entry;
                    if (j < a)
                        OwnMatrix[(table * a + j) * a + k] = entry;
                    else if (k < a)
                        Border[(table * s + j - a) * a + k] = entry;
                    else
                        SharedMatrix[(j - a) * s + k - a] += entry;
                }
            }
        }
        return check == 0;
    }

    /// <summary>The derivative by a number: the sum over the places where it stands.</summary>
    private ReadOnlySpan<double> Derivative(ReadOnlySpan<int> own, ReadOnlySpan<int> shared, int j)
    {
        var token = j < own.Length ? own[j] : shared[j - own.Length];
        if (_numbers is not { HasTies: true } numbers)
            return _evaluator.PaddedDerivative(token);
        _evaluator.PaddedDerivative(token).CopyTo(_summed);
        for (var other = token + 1; other < numbers.Tokens; other++)
        {
            if (numbers.TieOf(other) == token)
                TensorPrimitives.Add(_summed, _evaluator.PaddedDerivative(other), _summed);
        }
        return _summed;
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

    private void Weigh(ReadOnlySpan<double> derivative)
    {
        for (var i = 0; i < derivative.Length; i += Vector<double>.Count)
            (new Vector<double>(derivative[i..]) * new Vector<double>(_effective, i)).CopyTo(_weighted, i);
    }

    private double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int table)
    {
        var (from, count) = (_tables.Starts[table], EndOf(table) - _tables.Starts[table]);
        var a = MemoryMarshal.Cast<double, Vector<double>>(left.Slice(from, count));
        var b = MemoryMarshal.Cast<double, Vector<double>>(right.Slice(from, count));
        var sum = Vector<double>.Zero;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return Vector.Sum(sum);
    }

    private void Grow(int own, int shared)
    {
        var tables = _tables.Count;
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
