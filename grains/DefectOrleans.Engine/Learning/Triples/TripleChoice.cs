using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Triples;

/// <summary>
/// Which three-body formulas a book takes. Each has to lower what pair tables, learned anew beside it, get wrong on
/// training structures that were left out: on triples picked for their close defects, on those drawn, and on denser ones,
/// where a term that is a little wrong is so many hundred times. A formula that makes any of the three worse is not taken.
/// </summary>
internal sealed class TripleChoice
{
    // A formula has to take off so much of the error of one group, or of several together.
    private const double WorthwhileGain = 0.02;

    // What counts as no worse.
    private const double Slack = 0.001;
    private const int FewestStructures = 12;

    private readonly IReadOnlyList<TrainingSample> _samples;
    private readonly LeftOutResponse _response;
    private readonly ImmutableArray<int[]> _groups;
    private readonly Dictionary<string, DefectTriple[]>[] _triples;

    private TripleChoice(TrainingSet training)
    {
        _samples = [.. training.Samples.Where(s => s.Energy is not null)];
        var reach = training.Reach;
        var index = new ShellIndex([.. _samples.Select(s => s.Structure)], reach);
        var (table, rows) = EnergyRegression.Solve(_samples, index);
        _response = new LeftOutResponse(_samples, rows, () => EnergyRegression.Prior(table.Kinds.Length, index));
        _groups = [.. Enumerable.Range(0, _response.Samples.Length)
            .GroupBy(i => GroupOf(_samples[_response.Samples[i]].Structure))
            .Select(g => g.ToArray())
            .Where(g => g.Length >= FewestStructures)];
        _triples = [.. _samples.Select(s => DefectTriples.Of(s.Structure, reach)
            .GroupBy(t => t.Kinds)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal))];

        int GroupOf(DefectiveStructure structure) =>
            structure.Defects.Length > 3 ? 2 : training.Chosen.Contains(structure.Id) ? 1 : 0;
    }

    /// <summary>The formulas taken, at most one of each class.</summary>
    /// <param name="training">The training set, its energies whole.</param>
    /// <param name="candidates">Formulas of any classes, several of one class too.</param>
    public static ImmutableArray<TripleFormula> Of(TrainingSet training, IReadOnlyList<TripleFormula> candidates) =>
        candidates.Count == 0 ? [] : new TripleChoice(training).Choose(candidates);

    private ImmutableArray<TripleFormula> Choose(IReadOnlyList<TripleFormula> candidates)
    {
        var errors = _response.To(i => _samples[i].Energy!.Value);
        var losses = Losses(errors);
        var none = losses;
        var open = candidates.Select(c => (Formula: c, Answer: AnswerTo(c))).ToList();
        var taken = ImmutableArray.CreateBuilder<TripleFormula>();
        while (true)
        {
            var best = open
                .Select(c => (c.Formula, c.Answer, Losses: Losses([.. errors.Zip(c.Answer, (e, a) => e - a)])))
                .Where(c => c.Losses.Zip(losses, (after, before) => after <= (1 + Slack) * before).All(fine => fine))
                .Select(c =>
                    (c.Formula, c.Answer, c.Losses,
                        Gain: Enumerable.Range(0, none.Length).Sum(g => (losses[g] - c.Losses[g]) / none[g])))
                .OrderByDescending(c => c.Gain)
                .FirstOrDefault();
            if (best.Formula is null || !(best.Gain > WorthwhileGain))
                return taken.ToImmutable();
            taken.Add(best.Formula);
            (errors, losses) = ([.. errors.Zip(best.Answer, (e, a) => e - a)], best.Losses);
            open.RemoveAll(c => c.Formula.Kinds == best.Formula.Kinds);
        }
    }

    /// <summary>What becomes of a formula's energies when pairs are learned beside it.</summary>
    private double[] AnswerTo(TripleFormula candidate)
    {
        var formula = new LearnedTriple(candidate, 0, double.PositiveInfinity);
        return _response.To(i =>
            _triples[i].GetValueOrDefault(candidate.Kinds)?.Sum(t => t.Weight * formula.At(t.Shortest, t.Middle, t.Longest))
                ?? 0);
    }

    /// <summary>Mean absolute error per defect of each group.</summary>
    private double[] Losses(double[] errors) =>
        [.. _groups.Select(g => g.Average(i => Math.Abs(errors[i]) / _samples[_response.Samples[i]].Structure.Defects.Length))];
}
