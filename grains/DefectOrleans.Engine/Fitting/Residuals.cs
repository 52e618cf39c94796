using System.Numerics;
using System.Runtime.InteropServices;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Fitting;

/// <summary>Residuals of a formula at a table's points, their cost, and the normal equations of a step.</summary>
internal sealed class Residuals
{
    private readonly Evaluator _evaluator;
    private readonly double[] _target;
    private readonly double[] _weights;
    private readonly double[] _residuals;
    private readonly double[] _effective;
    private readonly double[] _weighted;
    private bool _robust;

    public Residuals(Evaluator evaluator)
    {
        _evaluator = evaluator;
        var (table, stride) = (evaluator.Table, evaluator.Stride);
        _target = new double[stride];
        _weights = new double[stride];
        _residuals = new double[stride];
        _effective = new double[stride];
        _weighted = new double[stride];
        Evaluator.Pad(table.Target.AsSpan(), _target);
        Evaluator.Pad(table.Weights.AsSpan(), _weights, padding: 0);
    }

    /// <summary>Σ w ρ(f − y); with a Huber threshold also each point's share of its weight that a step sees.</summary>
    public double Cost(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, double? huber)
    {
        var values = _evaluator.EvaluatePadded(tokens, constants);
        _robust = huber is not null;
        var (lanes, sum) = (Vector<double>.Count, Vector<double>.Zero);
        for (var i = 0; i < values.Length; i += lanes)
        {
            var residual = new Vector<double>(values[i..]) - new Vector<double>(_target, i);
            residual.CopyTo(_residuals, i);
            var weight = new Vector<double>(_weights, i);
            if (huber is { } threshold)
            {
                var size = Vector.Abs(residual);
                var limit = new Vector<double>(threshold);
                var loss = Vector.ConditionalSelect(
                    Vector.GreaterThan(size, limit), limit * (size + size - limit), residual * residual);
                (weight * Vector.Min(Vector<double>.One, limit / size)).CopyTo(_effective, i);
                sum += weight * loss;
            }
            else
            {
                sum += weight * residual * residual;
            }
        }

        return Vector.Sum(sum);
    }

    /// <summary>
    /// Normal matrix JᵀWJ (lower triangle, row-major) and gradient JᵀWr over the chosen constants at the point of the
    /// last <see cref="Cost"/>; false when an entry is not finite.
    /// </summary>
    public bool Normal(ReadOnlySpan<byte> tokens, ReadOnlySpan<int> chosen, Span<double> matrix, Span<double> gradient)
    {
        _evaluator.Sweep(tokens);
        var check = 0.0;
        for (var row = 0; row < chosen.Length; row++)
        {
            var derivative = _evaluator.PaddedDerivative(chosen[row]);
            gradient[row] = WeightedDot(derivative);
            for (var column = 0; column <= row; column++)
            {
                var entry = Dot(_weighted, _evaluator.PaddedDerivative(chosen[column]));
                matrix[row * chosen.Length + column] = entry;
                check += entry * 0;
            }

            check += gradient[row] * 0;
        }

        return check == 0;
    }

    private double WeightedDot(ReadOnlySpan<double> derivative)
    {
        var weights = _robust ? _effective : _weights;
        var (lanes, sum) = (Vector<double>.Count, Vector<double>.Zero);
        for (var i = 0; i < derivative.Length; i += lanes)
        {
            var weighted = new Vector<double>(derivative[i..]) * new Vector<double>(weights, i);
            weighted.CopyTo(_weighted, i);
            sum += weighted * new Vector<double>(_residuals, i);
        }

        return Vector.Sum(sum);
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var a = MemoryMarshal.Cast<double, Vector<double>>(left);
        var b = MemoryMarshal.Cast<double, Vector<double>>(right);
        var sum = Vector<double>.Zero;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return Vector.Sum(sum);
    }
}
