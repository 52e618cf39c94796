using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// A level's value for each shell of an index, one standard deviation of each, and each channel's limit at large r, eV.
/// </summary>
public sealed record LevelTable(ImmutableArray<double> Values, ImmutableArray<double> Deviations, ImmutableArray<double> Limits);

/// <summary>
/// Gap and LUMO are the lowest, HOMO the highest of the pairs' values. A structure with two defects gives its pair's value
/// as it is; a denser one only speaks through the rule, so the shells' values are fitted through a smooth minimum that
/// sharpens from round to round, with a loss that a few broken targets don't bend. Every shell leans to its channel's limit,
/// the more so the larger r is, and the limit to what its two defects show alone.
/// </summary>
public static class LevelRegression
{
    // eV. How far a shell's value is expected from its channel's limit, near and at large r.
    private const double NearScale = 0.4, FarScale = 0.01, DecayLength = 4.0;
    // eV. How far a channel's limit is expected from the lower of its defects' own values, and from the middle where these are
    // unknown.
    private const double LimitDeviation = 0.1, UnknownLimitDeviation = 1;
    private const int Iterations = 200;

    private static readonly ImmutableArray<double> Temperatures = [0.03, 0.01, 0.003, 0.001];

    /// <summary>Fits the table. Samples without the property or with less than two defects are passed over.</summary>
    public static LevelTable Fit(IReadOnlyList<TrainingSample> samples, ShellIndex index, Property property)
    {
        var sign = Quantity.Of(property).Sign;
        var prior = Prior.Of(index, LevelRows.Of(samples, index, property), SinglesOf(samples, index, s => sign * s[property]),
            t => t is { Lowest: true, Second: false });
        var table = Fit(new LevelLoss(LevelRows.Of(samples, index, property)), prior)[0];
        return Signed(table, sign);
    }

    /// <summary>
    /// Fits HOMO and LUMO of pairs so that the lowest LUMO of a structure less its highest HOMO is its gap: a level of one
    /// pair and a level of another may bound it.
    /// </summary>
    public static (LevelTable Homo, LevelTable Lumo) FitApart(IReadOnlyList<TrainingSample> samples, ShellIndex index)
    {
        var rows = LevelRows.Apart(samples, index);
        var lumo = Prior.Of(index, rows, SinglesOf(samples, index, s => s.Lumo), t => t is { Lowest: true, Second: false });
        var homo = Prior.Of(index, rows, SinglesOf(samples, index, s => -s.Homo), t => t is { Lowest: false, Second: true });
        if (!rows.Any(r => r.Targets.Length > 1))
        {
            // Nothing tells the zero of levels: HOMO's limits are put there.
            lumo = Prior.Of(index, rows, [], _ => true);
        }
        var tables = Fit(new LevelLoss(rows), lumo, homo);
        return (Signed(tables[1], -1), tables[0]);
    }

    private static LevelTable[] Fit(LevelLoss loss, params Prior[] priors)
    {
        var sizes = priors.Select(p => p.Count).ToArray();
        var x = priors.SelectMany(p => p.Start(loss.Rows)).ToArray();
        double[][] values = [.. priors.Select(p => new double[p.Shells])], slopes = [.. priors.Select(p => new double[p.Shells])];
        foreach (var temperature in loss.Rows.Any(r => r.Size > 2) ? Temperatures : [Temperatures[^1]])
            x = QuasiNewton.Minimize(
                (at, gradient) => Objective(at, gradient, temperature), x, Curvature(temperature), Iterations);

        Spread(x);
        var told = loss.Information(values, Temperatures[^1]);
        return [
            .. priors.Select((p, k) =>
                new LevelTable([.. values[k]], p.Deviations(told[k]), p.Limits(x.AsSpan(sizes[..k].Sum(), sizes[k]))))
        ];

        double[] Curvature(double temperature)
        {
            Spread(x);
            var told = loss.Information(values, temperature);
            return [.. priors.SelectMany((p, k) => p.Curvature(told[k]))];
        }

        void Spread(double[] at)
        {
            for (int k = 0, from = 0; k < priors.Length; from += sizes[k++])
                priors[k].Values(at.AsSpan(from, sizes[k]), values[k]);
        }

        double Objective(double[] at, double[] gradient, double temperature)
        {
            Spread(at);
            foreach (var slope in slopes)
                Array.Clear(slope);
            var sum = loss.Of(values, temperature, slopes);
            for (var i = 0; i < at.Length; i++)
            {
                sum += at[i] * at[i] / 2;
                gradient[i] = at[i];
            }
            for (int k = 0, from = 0; k < priors.Length; from += sizes[k++])
                priors[k].AddSlopes(slopes[k], gradient.AsSpan(from, sizes[k]));
            return sum;
        }
    }

    private static LevelTable Signed(LevelTable table, double sign) => table with
    {
        Values = [.. table.Values.Select(v => sign * v)],
        Limits = [.. table.Limits.Select(v => sign * v)],
    };

    private static Dictionary<DefectKind, double> SinglesOf(
        IReadOnlyList<TrainingSample> samples, ShellIndex index, Func<TrainingSample, double?> value) => samples
            .Where((s, i) => s.Structure.Defects.Length == 1 && index.PairsOf[i].IsEmpty && value(s) is not null)
            .GroupBy(s => s.Structure.Defects[0].Kind)
            .ToDictionary(g => g.Key, g => g.Average(s => value(s)!.Value));

    /// <summary>
    /// What is expected of one set of values before any structure with two or more defects is seen; unknowns are in units of
    /// their deviations.
    /// </summary>
    private sealed class Prior
    {
        private readonly int[] _channelOf;
        private readonly double[] _limits, _limitDeviations, _scales;
        private readonly Func<LevelTarget, bool> _own;

        private Prior(ShellIndex index, double[] limits, double[] limitDeviations, Func<LevelTarget, bool> own)
        {
            (_limits, _limitDeviations, _own) = (limits, limitDeviations, own);
            _channelOf = [.. index.Shells.Select(s => index.Channels.BinarySearch(s.Channel))];
            _scales = [.. index.Shells.Select(s => FarScale + NearScale * Math.Exp(-s.Distance / DecayLength))];
        }

        public int Shells => _scales.Length;

        public int Count => _limits.Length + _scales.Length;

        public static Prior Of(
            ShellIndex index, ImmutableArray<LevelRow> rows, Dictionary<DefectKind, double> singles, Func<LevelTarget, bool> own)
        {
            var middle = Quantiles.UpperMedian(rows.SelectMany(r => r.Targets).Where(own).Select(t => t.Value).DefaultIfEmpty());
            bool Known(PairChannel channel) =>
                singles.ContainsKey(channel.Type.First) && singles.ContainsKey(channel.Type.Second);
            return new Prior(
                index,
                [.. index.Channels.Select(c => Known(c) ? Math.Min(singles[c.Type.First], singles[c.Type.Second]) : middle)],
                [.. index.Channels.Select(c => Known(c) ? LimitDeviation : UnknownLimitDeviation)],
                own);
        }

        /// <summary>Shells that stand alone in a structure begin at that structure's value.</summary>
        public double[] Start(ImmutableArray<LevelRow> rows)
        {
            var x = new double[Count];
            foreach (var row in rows.Where(r => r.Pairs.Length == 1 && r.Targets.Any(_own)))
            {
                var shell = row.Pairs[0];
                x[_limits.Length + shell] = (row.Targets.First(_own).Value - _limits[_channelOf[shell]]) / _scales[shell];
            }
            return x;
        }

        public void Values(ReadOnlySpan<double> x, double[] values)
        {
            for (var s = 0; s < values.Length; s++)
                values[s] = _limits[_channelOf[s]] + _limitDeviations[_channelOf[s]] * x[_channelOf[s]]
                    + _scales[s] * x[_limits.Length + s];
        }

        public ImmutableArray<double> Limits(ReadOnlySpan<double> x)
        {
            var limits = new double[_limits.Length];
            for (var c = 0; c < limits.Length; c++)
                limits[c] = _limits[c] + _limitDeviations[c] * x[c];
            return [.. limits];
        }

        public void AddSlopes(double[] slopes, Span<double> gradient)
        {
            for (var s = 0; s < slopes.Length; s++)
            {
                gradient[_channelOf[s]] += _limitDeviations[_channelOf[s]] * slopes[s];
                gradient[_limits.Length + s] += _scales[s] * slopes[s];
            }
        }

        public double[] Curvature(double[] told)
        {
            var curvature = new double[Count];
            Array.Fill(curvature, 1);
            for (var s = 0; s < told.Length; s++)
            {
                curvature[_channelOf[s]] += told[s] * _limitDeviations[_channelOf[s]] * _limitDeviations[_channelOf[s]];
                curvature[_limits.Length + s] += told[s] * _scales[s] * _scales[s];
            }
            return curvature;
        }

        public ImmutableArray<double> Deviations(double[] told) =>
            [.. _scales.Select((scale, s) => 1 / Math.Sqrt(told[s] + 1 / (scale * scale)))];
    }
}
