using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Triples;

/// <summary>
/// Gives a book the table of what its formulas leave: pair shells and arrangements of three. How wide its priors are, whether
/// they lie round the formulas or round zero, and whether there is a table at all, left-out training structures decide: drawn
/// triples and denser structures apart, and neither may be worse than by formulas. Triples that were picked for their close
/// defects have no like left when they are left out, and do not vote.
/// </summary>
internal static class ArrangementLearning
{
    private const int FewestStructures = 12;

    // As many triples take part in the choice of widths; all of them in the table.
    private const int MostTriples = 400;

    // eV. What no answer shows.
    private const double LeastEnergy = 2e-5;

    private static readonly ImmutableArray<ArrangementWidths> Widths =
    [
        .. from shape in ((double, double)[])[(1, 1.2), (0.3, 1.6), (0.3, 2), (0.1, 3)]
           from noise in (double[])[0.005, 0.01]
           select new ArrangementWidths(shape.Item1, shape.Item2, noise),
    ];

    /// <summary>The book with its table, and what left-out structures' energies are predicted too high by, eV.</summary>
    /// <param name="book">A book without one.</param>
    /// <param name="training">What trained it.</param>
    /// <returns>The book as it is and null where no table is better.</returns>
    public static (FormulaBook Book, ImmutableArray<LeftOutError>? Errors) Add(FormulaBook book, TrainingSet training)
    {
        var composer = new Composer(book);
        var all = Enumerable.Range(0, training.Samples.Length)
            .Where(i => training.Samples[i] is { Energy: not null, Structure.Defects.Length: > 0 })
            .Select(i => (Sample: training.Samples[i], Number: i,
                Formulas: composer.Predict(training.Samples[i].Structure).FormationEnergy ?? double.NaN))
            .Where(s => double.IsFinite(s.Formulas)).ToArray();
        var triple = 0;
        var share = Math.Max(1, all.Count(s => s.Sample.Structure.Defects.Length == 3) / MostTriples);
        var some = new Rows(
            training, [.. all.Where(s => s.Sample.Structure.Defects.Length != 3 || triple++ % share == 0)]);
        var none = some.Losses([.. some.Samples.Select(s => s.Formulas - s.Sample.Energy!.Value)]);
        if (none.Length == 0)
            return (book, null);
        var best = (
            from widths in Widths
            from overFormulas in (bool[])[true, false]
            let losses = some.LeftOut(widths, overFormulas)?.Losses
            where losses is not null
            orderby losses.Zip(none, (loss, without) => loss / without).Sum()
            select (widths, overFormulas)).ToArray();
        if (best.Length == 0)
            return (book, null);
        var (chosen, over) = best[0];
        var whole = new Rows(training, [.. all]);
        none = whole.Losses([.. all.Select(s => s.Formulas - s.Sample.Energy!.Value)]);
        if (whole.LeftOut(chosen, over) is not { } found
            || found.Losses.Zip(none, (loss, without) => loss <= without).Contains(false))
            return (book, null);
        var reason = string.Create(CultureInfo.InvariantCulture,
            $"Left-out training structures are missed by {Meant(found.Losses)} meV a site with it, {Meant(none)} by formulas.");
        return (whole.Write(book, composer, found, over, reason),
            [.. all.Zip(found.Errors, (sample, error) => new LeftOutError(sample.Number, error))]);

        string Meant(double[] losses) => string.Join(", ", losses.Select((loss, i) => string.Create(
            CultureInfo.InvariantCulture, $"{1000 * loss:0.0} ({whole.GroupNames[i]})")));
    }

    private sealed record Found(ArrangementRegression Regression, DualSolution Solution, double[] Errors, double[] Losses);

    /// <summary>Structures that take part.</summary>
    private sealed class Rows
    {
        private readonly ShellIndex _index;
        private readonly TripleShells _arrangements;
        private readonly ImmutableArray<DefectKind> _kinds;
        private readonly (string Name, int[] Members)[] _groups;

        public Rows(TrainingSet training, ImmutableArray<(TrainingSample Sample, int Number, double Formulas)> samples)
        {
            Samples = samples;
            ImmutableArray<DefectiveStructure> structures = [.. samples.Select(s => s.Sample.Structure)];
            _index = new ShellIndex(structures, training.Reach);
            _arrangements = new TripleShells(structures, _index, training.Reach);
            _kinds = [.. structures.SelectMany(s => s.Defects).Select(d => d.Kind).Distinct().Order()];
            _groups =
            [
                .. Enumerable.Range(0, samples.Length)
                    .Where(i => structures[i].Defects.Length > 2 && !training.Chosen.Contains(structures[i].Id))
                    .GroupBy(i => structures[i].Defects.Length > 3)
                    .Where(g => g.Count() >= FewestStructures).OrderBy(g => g.Key)
                    .Select(g => (g.Key ? "denser ones" : "drawn triples", g.ToArray())),
            ];
        }

        public ImmutableArray<(TrainingSample Sample, int Number, double Formulas)> Samples { get; }

        public string[] GroupNames => [.. _groups.Select(g => g.Name)];

        /// <summary>Mean absolute error per defect of each group.</summary>
        public double[] Losses(double[] errors) =>
            [.. _groups.Select(g => g.Members.Average(i => Math.Abs(errors[i]) / Samples[i].Sample.Structure.Defects.Length))];

        public Found? LeftOut(ArrangementWidths widths, bool overFormulas)
        {
            var regression =
                new ArrangementRegression([.. Samples.Select(s => s.Sample)], _index, _arrangements, _kinds, widths);
            var solution = regression.Fit([.. Samples.Select(s => s.Sample.Energy!.Value - (overFormulas ? s.Formulas : 0))]);
            if (solution is null)
                return null;
            double[] errors = [.. Samples.Select((_, i) => -solution.LeftOut(i))];
            return new Found(regression, solution, errors, Losses(errors));
        }

        public FormulaBook Write(FormulaBook book, Composer composer, Found found, bool overFormulas, string reason)
        {
            var (unknowns, shellsFrom) = (found.Solution.Unknowns, found.Regression.ShellsFrom);
            var deviations = found.Solution.Deviations(shellsFrom);
            var pairs =
                from shell in _index.Shells.Select((s, i) => (s.Channel, s.Distance, s.Structures, At: i))
                let formula = composer.Learned(shell.Channel, Property.Energy)
                where formula is not null
                select new ArrangementEnergy
                {
                    Kinds = $"{shell.Channel.Type}",
                    Sides = [shell.Channel.Side],
                    Distances = [shell.Distance],
                    Energy = unknowns[shellsFrom + shell.At] - (overFormulas ? 0 : formula.Value(shell.Distance)),
                    Deviation = deviations[shell.At],
                    Structures = shell.Structures,
                };
            var triples = _arrangements.All.Select((a, i) => Entry(
                a, unknowns[found.Regression.TriplesFrom + i], deviations[found.Regression.TriplesFrom - shellsFrom + i]));
            return book with
            {
                ReferenceEnergy = unknowns[0] + (overFormulas ? book.ReferenceEnergy : 0),
                Singles =
                [
                    .. book.Singles.Select(s =>
                        _kinds.IndexOf(DefectKind.Parse(s.Kind)) is >= 0 and var at && s.Energy is { } alone
                            ? s with { Energy = unknowns[1 + at] + (overFormulas ? alone : 0) }
                            : s),
                ],
                Arrangements = new ArrangementTable
                {
                    Reach = TripleShells.Reach,
                    Entries = [.. pairs, .. triples.Where(t => Math.Abs(t.Energy) > LeastEnergy)],
                    Reason = reason,
                },
            };
        }

        /// <summary>The entry of an arrangement, its defects in the order of their kinds and, where these are alike, of its
        /// sides.</summary>
        private ArrangementEnergy Entry(Arrangement arrangement, double energy, double deviation)
        {
            var (one, two, three) = arrangement.Shells;
            var sides = new[] { _index.Shells[one], _index.Shells[two], _index.Shells[three] };
            // Two pairs share a defect: the kinds of three are those of two pairs less the one between them.
            var (first, second, third) = (
                from order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
                let a = sides[order[0]]
                let b = sides[order[1]]
                let c = sides[order[2]]
                where a.Channel.Type.First == b.Channel.Type.First && a.Channel.Type.Second == c.Channel.Type.First
                    && b.Channel.Type.Second == c.Channel.Type.Second
                select (a, b, c)).First();
            return new ArrangementEnergy
            {
                Kinds = $"{first.Channel.Type.First}|{first.Channel.Type.Second}|{third.Channel.Type.Second}",
                Sides = [first.Channel.Side, second.Channel.Side, third.Channel.Side],
                Distances = [first.Distance, second.Distance, third.Distance],
                Energy = energy,
                Deviation = deviation,
                Structures = arrangement.Structures,
            };
        }
    }
}
