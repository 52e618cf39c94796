using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Scores laws on all their tables at once: own and shared numbers are fitted, and the error is that of all points and
/// places between them. A candidate holds each own number's values for all tables.
/// </summary>
internal sealed class LawScorer : IScorer
{
    // A law this close to being kept is worth a careful fit; where all its numbers came from another, it is nearer its end.
    private const double PromisingFactor = 3, NearFactor = 1.3;

    // What is wrong between or beyond a table's points counts for so much less near to them; so does a law that is wrong of
    // more tables than it may be, which stays in the archive alone.
    private const double WrongFactor = 2;

    // Steps of error that tell one fit of a form from another, for each halving.
    private const double StepsOfHalf = 8, HighestStep = 255;

    private readonly SearchProblem _problem;
    private readonly LawTables _tables;
    private readonly LawStarts _starts;
    private readonly CrestCheck _crests;
    private readonly BetweenPoints[] _between;
    private readonly Evaluator[] _points;
    private readonly LimitCheck? _limit;
    private readonly ulong _seed;
    private readonly double _totalWeight, _spread;
    private readonly SeenTable _structures = new(), _values = new(), _fitted = new();
    private readonly double[] _numbers;
    private readonly bool[] _wrong;

    public LawScorer(SearchProblem problem, ulong seed)
    {
        (_problem, _seed) = (problem, seed);
        _tables = problem.Tables ?? throw new ArgumentException("A law is scored on tables.", nameof(problem));
        _starts = new LawStarts(_tables);
        _crests = new CrestCheck(_tables);
        _between = [.. _tables.Tables.Select(table => new BetweenPoints(table))];
        _points = [.. _tables.Tables.Select(table => new Evaluator(table))];
        _limit = problem.Limit is null ? null : new LimitCheck(problem.Limit);
        _totalWeight = _tables.TotalWeight;
        _spread = _tables.MeanSquare;
        // Room for what a formula's buffer holds of constants, and for one that is being sorted.
        _numbers = new double[(128 + 1) * _tables.Count];
        _wrong = new bool[_tables.Count];
    }

    /// <inheritdoc/>
    public long Scored { get; private set; }

    /// <inheritdoc/>
    public long Fitted => Scored;

    /// <inheritdoc/>
    public SeenTable[] Seen => [_structures, _values, _fitted];

    /// <inheritdoc/>
    public void Count(long scored, long fitted) => Scored = scored;

    /// <summary>Laws are scored on all rows.</summary>
    public void TryOn(PointTable points)
    {
    }

    /// <inheritdoc/>
    public void Forget()
    {
        _structures.Clear();
        _values.Clear();
        _fitted.Clear();
    }

    /// <inheritdoc/>
    public Candidate? Score(FormulaBuffer buffer, Archive archive, ParetoFront front, out double error)
    {
        error = double.NaN;
        if (buffer.Overflowed || !_problem.Rules.Accepts(buffer.Tokens))
            return null;
        var numbers = _numbers.AsSpan(0, buffer.Constants(_numbers));
        if (!IsNew(buffer.Tokens, numbers))
            return null;
        Scored++;
        var complexity = LawComplexity.Of(buffer.Tokens, _tables.Count);
        var threshold = archive.Threshold(complexity, Numbers.Fitted);
        var structure = Fingerprint.Of(buffer.Tokens);
        var isKnown = !HasNaN(numbers);
        error = _starts.Run(buffer.Tokens, numbers, isKnown ? LawEffort.Known : LawEffort.Quick, _seed) / _totalWeight;
        if (!(error < (isKnown ? NearFactor : PromisingFactor) * threshold)
            || isKnown && _fitted.Knows(structure, StepOf(error)))
            return null;
        error = _starts.Run(buffer.Tokens, numbers, LawEffort.Careful, _seed + 1) / _totalWeight;
        if (!(error < threshold))
            return null;
        _wrong.AsSpan().Clear();
        _crests.Mark(buffer.Tokens, numbers, _wrong);
        error = Charged(buffer.Tokens, numbers);
        // A law that crests between points is no answer, but the way to one may lead over it.
        var crestsTooOften = _wrong.AsSpan().Count(true) > _problem.Exceptions;
        if (!(error < threshold) || !_fitted.Add(structure, StepOf(error)))
            return null;
        var values = Fingerprint.OfValues(_starts.Fit.Equations.Values(buffer.Tokens, numbers));
        if (_values.Knows(values, complexity))
            return null;
        var candidate = new Candidate(new Expression([.. buffer.Tokens], [.. numbers]), error, complexity)
        {
            IsParentOnly = crestsTooOften,
        };
        if (!IsWithinLimits(candidate, front))
            return null;
        error = Charged(buffer.Tokens, numbers);
        if (!(error < threshold))
            return null;
        _values.Add(values, complexity);
        return candidate with { Error = error };
    }

    /// <summary>Numbers are made round where a law is chosen, for that takes all tables' word.</summary>
    public IEnumerable<Candidate> Snap(Candidate fitted, ParetoFront front) => [];

    /// <summary>The error, where a table that the law is wrong of counts more.</summary>
    private double Charged(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers)
    {
        var error = _starts.Fit.Cost(tokens, numbers);
        for (var table = 0; table < _wrong.Length; table++)
            error += _wrong[table] ? (WrongFactor - 1) * _starts.Fit.Costs[table] : 0;
        return (_wrong.AsSpan().Count(true) > _problem.Exceptions ? WrongFactor : 1) * error / _totalWeight;
    }

    /// <summary>
    /// Whether the law is right where there are no points, but for as many tables as may be exceptions, which are marked; for
    /// the front that is proven.
    /// </summary>
    private bool IsWithinLimits(Candidate law, ParetoFront front)
    {
        var isForFront = front.Takes(law);
        var most = Math.Max(_problem.Exceptions, _wrong.AsSpan().Count(true));
        for (var table = 0; table < _tables.Count; table++)
        {
            if (_wrong[table])
                continue;
            var member = LawNumbers.MemberOf(law.Expression, table, _tables.Count);
            _wrong[table] = Cancellation.Of(member, _points[table]) > Cancellation.LargestOfLaws
                || _limit?.Accepts(member.Tokens.AsSpan(), member.Constants.AsSpan()) == false
                || isForFront && !IsProven(member, table);
            if (_wrong[table] && _wrong.AsSpan().Count(true) > most)
                return false;
        }
        return true;
    }

    private bool IsProven(Expression member, int table) =>
        _limit?.Proves(member.Tokens.AsSpan(), member.Constants.AsSpan()) != false
        && _between[table].Accepts(member.Tokens.AsSpan(), member.Constants.AsSpan());

    /// <summary>A law with unknown numbers is tried once; one with known numbers once for each rough set of them.</summary>
    private bool IsNew(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers)
    {
        var hash = Fingerprint.Of(tokens);
        if (!HasNaN(numbers))
        {
            foreach (var number in numbers)
                hash = SeededRandom.Mix(
                    hash + (ulong)(int)MathF.Round(2 * MathF.Log2(1e-6f + MathF.Abs((float)number)))
                        + (number < 0 ? 1UL << 40 : 0));
        }
        return _structures.Add(hash);
    }

    /// <summary>An error as a small number: a form is kept again only where it comes out better by a step.</summary>
    private int StepOf(double error) =>
        (int)Math.Clamp(HighestStep + StepsOfHalf * Math.Log2(error / _spread), 0, HighestStep);

    private static bool HasNaN(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                return true;
        }
        return false;
    }
}
