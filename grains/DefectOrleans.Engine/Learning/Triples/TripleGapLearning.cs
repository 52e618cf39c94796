using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Triples;

/// <summary>
/// Gives a book tables of what the rule of its pairs leaves of triples' gaps, class by class; those that left-out triples
/// gain by. How wide they are left-out triples decide too. Denser structures keep the rule of pairs.
/// </summary>
internal static class TripleGapLearning
{
    private const int FewestTriples = 12;

    // eV. Less is seen in no answer.
    private const double Seen = 0.0005;

    // Left-out triples have to be missed by so much less.
    private const double WorthwhileGain = 0.05;

    // eV. What a class and one triple of it are expected to be shifted by, and what gaps are trusted to.
    private const double Shared = 0.1, Deviation = 0.1, Noise = 0.01;

    // Degrees of freedom of the errors, as if they followed Student's t distribution.
    private const double Freedom = 2;
    private const int Rounds = 5;

    private static readonly ImmutableArray<double[]> Scales =
    [
        .. from distance in (double[])[2, 4, 8]
           from gap in (double[])[5, 10, 20]
           select (double[])[distance, 0.1, gap, 1],
    ];

    /// <summary>The book with its tables.</summary>
    /// <param name="book">A book without such tables.</param>
    /// <param name="training">What trained it.</param>
    /// <param name="breaking">Kinds whose symmetric form is not their lowest.</param>
    public static FormulaBook Add(FormulaBook book, TrainingSet training, ImmutableArray<SymmetryBreaking> breaking)
    {
        var composer = new Composer(book with { SymmetryBreakings = breaking });
        var triples = training.Samples.Where(s => s.Gap is not null && s.Structure.Defects.Length == 3)
            .Select(s => (Sample: s, Triples: TripleGapShifts.Triples(s.Structure, training.Reach)))
            .Where(s => s.Triples is [var triple] && composer.PairsGap(triple) is not null)
            .Select(s => new Triple(
                [.. TripleOrder.Of(s.Triples![0])], composer.IsFreed(s.Sample.Structure),
                s.Sample.Gap!.Value - composer.PairsGap(s.Triples[0])!.Value,
                s.Sample.Gap.Value - composer.Predict(s.Sample.Structure).Gap ?? double.NaN,
                !training.Chosen.Contains(s.Sample.Structure.Id)));
        return book with
        {
            TripleGaps =
            [
                .. triples.GroupBy(t => t.Orders[0].Kinds).Where(g => g.Count() >= FewestTriples)
                    .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Table(g.Key, [.. g])).OfType<TripleGaps>(),
            ],
        };

        TripleGaps? Table(string kinds, Triple[] members)
        {
            double[] left = [.. members.Select(t => t.Left)], formulas = [.. members.Select(t => t.LeftByFormulas)];
            if (formulas.Average(Math.Abs) < Seen)
                return null;
            var best = Scales.AsParallel().AsOrdered().WithDegreeOfParallelism(2)
                .Select(scales => Fit(members, left, scales, composer)).OfType<Fitted>().MinBy(f => f.LeftOut.Average(Math.Abs));
            // The pairs' tables without shifts may be better than their formulas already.
            if (best is null || !Gains(best.LeftOut, left, _ => true) || !Gains(best.LeftOut, left, i => members[i].IsDrawn))
                best = new Fitted(Scales[0], [], left);
            if (!Gains(best.LeftOut, formulas, _ => true) || !Gains(best.LeftOut, formulas, i => members[i].IsDrawn))
                return null;
            return new TripleGaps
            {
                Kinds = kinds,
                Deviation = Deviation,
                Shared = Shared,
                Scales = best.Scales,
                Points = [.. members.Zip(best.Weights, (t, weight) => t.Point(weight, composer))],
                WithoutTable = formulas.Average(Math.Abs),
                LeftOutError = best.LeftOut.Average(Math.Abs),
            };
        }
    }

    private static bool Gains(double[] with, double[] without, Func<int, bool> counts)
    {
        int[] members = [.. Enumerable.Range(0, with.Length).Where(counts)];
        return members.Sum(i => Math.Abs(with[i])) <= (1 - WorthwhileGain) * members.Sum(i => Math.Abs(without[i]));
    }

    private static Fitted? Fit(Triple[] members, double[] left, double[] scales, Composer composer)
    {
        var (kernel, n) = (new TripleGapKernel(Deviation, Shared, scales), members.Length);
        double[][][] places =
        [
            .. members.Select(t =>
                t.Orders.Select(order => TripleGapShifts.Place(kernel, order, composer.PairGap, t.IsFreed)).ToArray()),
        ];
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                covariance[i * n + j] = kernel.Of(places[i][0], places[j]);
        }
        var regression = new DualRegression(covariance, n);
        double[] noise = [.. left.Select(_ => Noise * Noise)];
        DualSolution? solution = null;
        for (var round = 0; round < Rounds; round++)
        {
            solution = regression.Solve(left, noise);
            if (solution is null)
                return null;
            if (round + 1 == Rounds)
                break;
            for (var i = 0; i < n; i++)
            {
                var residual = solution.Weights[i] * noise[i] / Noise;
                noise[i] = Noise * Noise * (Freedom + residual * residual) / (Freedom + 1);
            }
        }
        return new Fitted(scales, solution!.Weights, [.. left.Select((_, i) => solution.LeftOut(i))]);
    }

    private sealed record Fitted(double[] Scales, double[] Weights, double[] LeftOut);

    /// <param name="Orders">Its defects' orders.</param>
    /// <param name="IsFreed">Whether one of them is freed.</param>
    /// <param name="Left">Its gap above what the pairs' tables say, eV.</param>
    /// <param name="LeftByFormulas">The same of their formulas.</param>
    /// <param name="IsDrawn">Whether it was drawn, not picked.</param>
    private sealed record Triple(
        ImmutableArray<TripleOrder> Orders, bool IsFreed, double Left, double LeftByFormulas, bool IsDrawn)
    {
        public TripleSide[] Sides(int order) => [Orders[order].One, Orders[order].Two, Orders[order].Three];

        public TripleGapPoint Point(double weight, Composer composer) => new()
        {
            Distances = [.. Sides(0).Select(s => s.Distance)],
            Sides = [.. Sides(0).Select(s => s.Channel.Side)],
            Gaps = [.. Sides(0).Select(s => composer.PairGap(s)!.Value)],
            IsFreed = IsFreed,
            Weight = weight,
        };
    }
}
