using System.Collections.Immutable;

namespace DefectOrleans.Engine.Tables;

/// <summary>Something calculated of a structure that a rule of composition should give, eV.</summary>
/// <param name="Lowest">Whether the lowest of the first values is part of it.</param>
/// <param name="Second">Whether the lowest of the second values is part of it.</param>
/// <param name="Value">What was calculated.</param>
/// <param name="Deviation">What it is trusted to, one standard deviation.</param>
/// <param name="Robust">Whether the loss grows linearly beyond that.</param>
internal readonly record struct LevelTarget(bool Lowest, bool Second, double Value, double Deviation, bool Robust);

/// <summary>A structure: the shells of its pairs, and what it should give.</summary>
internal sealed record LevelRow(ImmutableArray<int> Pairs, ImmutableArray<LevelTarget> Targets, int Size);

/// <summary>
/// How far a set of structures is from what the lowest of their pairs' values say. There are one or two sets of values,
/// each with a value for every shell: gaps alone; or LUMO and the negative of HOMO, whose lowest make up the gap together.
/// The minimum is a smooth one, T·log Σ exp(−v/T), whose temperature the caller lowers from round to round.
/// </summary>
internal sealed class LevelLoss(ImmutableArray<LevelRow> rows)
{
    // Beyond so many temperatures above the lowest a pair has no say.
    private const double Unheard = 30;

    private readonly double[][] _weights = [new double[MostPairs(rows)], new double[MostPairs(rows)]];

    /// <summary>The rows.</summary>
    public ImmutableArray<LevelRow> Rows => rows;

    /// <summary>The loss in units of squared deviations; adds its slopes by shell to <paramref name="slopes"/>.</summary>
    public double Of(double[][] values, double temperature, double[][] slopes)
    {
        var loss = 0.0;
        foreach (var row in rows)
        {
            var first = Lowest(row.Pairs, values[0], temperature, _weights[0]);
            var second = values.Length > 1 ? Lowest(row.Pairs, values[1], temperature, _weights[1]) : 0;
            var (firstSlope, secondSlope) = (0.0, 0.0);
            foreach (var target in row.Targets)
            {
                var (part, slope) = Huber(Residual(target, first, second), target);
                loss += part;
                firstSlope += target.Lowest ? slope : 0;
                secondSlope += target.Second ? slope : 0;
            }
            for (var i = 0; i < row.Pairs.Length; i++)
            {
                slopes[0][row.Pairs[i]] += firstSlope * _weights[0][i];
                if (values.Length > 1)
                    slopes[1][row.Pairs[i]] += secondSlope * _weights[1][i];
            }
        }
        return loss;
    }

    /// <summary>How well each shell's value is told: Σ of the slopes' squares over the targets' variances, eV⁻².</summary>
    public double[][] Information(double[][] values, double temperature)
    {
        double[][] told = [.. values.Select(v => new double[v.Length])];
        foreach (var row in rows)
        {
            var first = Lowest(row.Pairs, values[0], temperature, _weights[0]);
            var second = values.Length > 1 ? Lowest(row.Pairs, values[1], temperature, _weights[1]) : 0;
            foreach (var target in row.Targets)
            {
                var size = Math.Abs(Residual(target, first, second)) / target.Deviation;
                var trust = (target.Robust ? Math.Min(1, 1 / Math.Max(size, 1e-12)) : 1) / (target.Deviation * target.Deviation);
                for (var i = 0; i < row.Pairs.Length; i++)
                {
                    told[0][row.Pairs[i]] += target.Lowest ? trust * _weights[0][i] * _weights[0][i] : 0;
                    if (values.Length > 1)
                        told[1][row.Pairs[i]] += target.Second ? trust * _weights[1][i] * _weights[1][i] : 0;
                }
            }
        }
        return told;
    }

    private static double Residual(LevelTarget target, double first, double second) =>
        (target.Lowest ? first : 0) + (target.Second ? second : 0) - target.Value;

    private static double Lowest(ImmutableArray<int> pairs, double[] values, double temperature, double[] weights)
    {
        var lowest = double.PositiveInfinity;
        foreach (var pair in pairs)
            lowest = Math.Min(lowest, values[pair]);
        var total = 0.0;
        for (var i = 0; i < pairs.Length; i++)
        {
            var above = (values[pairs[i]] - lowest) / temperature;
            total += weights[i] = above > Unheard ? 0 : Math.Exp(-above);
        }
        for (var i = 0; i < pairs.Length; i++)
            weights[i] /= total;
        return lowest - temperature * Math.Log(total);
    }

    private static (double Loss, double Slope) Huber(double residual, LevelTarget target)
    {
        var size = residual / target.Deviation;
        return !target.Robust || Math.Abs(size) <= 1
            ? (size * size / 2, size / target.Deviation)
            : (Math.Abs(size) - 0.5, Math.CopySign(1, size) / target.Deviation);
    }

    private static int MostPairs(ImmutableArray<LevelRow> rows) => rows.Select(r => r.Pairs.Length).DefaultIfEmpty().Max();
}
