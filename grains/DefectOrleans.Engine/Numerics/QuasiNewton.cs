namespace DefectOrleans.Engine.Numerics;

/// <summary>A function's value at <paramref name="x"/>; fills its gradient.</summary>
internal delegate double Objective(double[] x, double[] gradient);

/// <summary>
/// Minimises smooth functions of many unknowns: L-BFGS (Nocedal 1980) with a line search by Wolfe's conditions.
/// </summary>
internal static class QuasiNewton
{
    private const int Memory = 20, MostAttempts = 20;
    private const double Enough = 1e-4, Flatter = 0.9, LeastGain = 1e-9;
    private const int Patience = 5;

    /// <summary>The best point found; never worse than the start. Steps to where the function is no number are refused.</summary>
    /// <param name="function">What is minimised.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="curvature">A guess of the second derivative along each unknown, above 0.</param>
    /// <param name="iterations">Most steps.</param>
    public static double[] Minimize(Objective function, double[] start, double[] curvature, int iterations)
    {
        var n = start.Length;
        double[] x = [.. start], gradient = new double[n];
        var value = function(x, gradient);
        var steps = new List<(double[] Step, double[] Change, double Rate)>();
        var idle = 0;
        for (var iteration = 0; iteration < iterations && idle < Patience && double.IsFinite(value); iteration++)
        {
            var direction = Direction(gradient, curvature, steps);
            var slope = Dot(direction, gradient);
            if (!(slope < 0))
            {
                if (steps.Count == 0)
                    break;
                steps.Clear();
                continue;
            }
            var (trial, trialGradient) = (new double[n], new double[n]);
            var trialValue = Search(function, x, value, direction, slope, trial, trialGradient);
            if (!(trialValue < value))
            {
                if (steps.Count == 0)
                    break;
                steps.Clear();
                continue;
            }
            idle = value - trialValue <= LeastGain * Math.Abs(value) ? idle + 1 : 0;
            Remember(steps, x, trial, gradient, trialGradient);
            (x, gradient, value) = (trial, trialGradient, trialValue);
        }
        return x;
    }

    /// <summary>
    /// A step that lowers the value as much as its length lets expect, and after which the slope is flatter (Wolfe's conditions,
    /// by bisection).
    /// </summary>
    private static double Search(
        Objective function, double[] x, double value, double[] direction, double slope, double[] trial, double[] gradient)
    {
        var (low, high, length) = (0.0, double.PositiveInfinity, 1.0);
        for (var attempt = 0; ; attempt++)
        {
            for (var i = 0; i < x.Length; i++)
                trial[i] = x[i] + length * direction[i];
            var trialValue = function(trial, gradient);
            var falls = trialValue <= value + Enough * length * slope;
            if (attempt >= MostAttempts && falls || attempt >= 2 * MostAttempts
                || falls && Dot(gradient, direction) >= Flatter * slope)
                return trialValue;
            (low, high) = falls ? (length, high) : (low, length);
            length = double.IsInfinity(high) ? 2 * length : (low + high) / 2;
        }
    }

    private static double[] Direction(
        double[] gradient, double[] curvature, List<(double[] Step, double[] Change, double Rate)> steps)
    {
        double[] q = [.. gradient.Select(g => -g)];
        var along = new double[steps.Count];
        for (var k = steps.Count - 1; k >= 0; k--)
        {
            along[k] = steps[k].Rate * Dot(steps[k].Step, q);
            Add(q, -along[k], steps[k].Change);
        }
        var scale = steps.Count == 0
            ? 1
            : 1 / (steps[^1].Rate * steps[^1].Change.Index().Sum(c => c.Item * c.Item / curvature[c.Index]));
        for (var i = 0; i < q.Length; i++)
            q[i] *= scale / curvature[i];
        for (var k = 0; k < steps.Count; k++)
            Add(q, along[k] - steps[k].Rate * Dot(steps[k].Change, q), steps[k].Step);
        return q;
    }

    private static void Remember(
        List<(double[] Step, double[] Change, double Rate)> steps, double[] x, double[] next, double[] gradient,
        double[] nextGradient)
    {
        double[] step = [.. next.Zip(x, (a, b) => a - b)], change = [.. nextGradient.Zip(gradient, (a, b) => a - b)];
        var curvature = Dot(step, change);
        if (!(curvature > 1e-12 * Dot(change, change)))
            return;
        steps.Add((step, change, 1 / curvature));
        if (steps.Count > Memory)
            steps.RemoveAt(0);
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void Add(double[] to, double factor, double[] values)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] += factor * values[i];
    }
}
