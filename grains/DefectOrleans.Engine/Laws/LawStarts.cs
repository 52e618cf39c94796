using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Laws;

/// <summary>How much work a law's fit is worth.</summary>

/// <summary>
/// Fits a law's numbers from several starts. Guesses suit what each number does (a frequency, a rate, an exponent, …); what
/// enters linearly is solved for; and each table takes the own numbers that suit it best, whichever guess they are from.
/// The same seed, law and tables give the same numbers. One per thread; does not allocate once warm.
/// </summary>
internal sealed class LawStarts
{
    private readonly LawFit _fit;
    private readonly VariableScale _scale;
    private readonly double[] _bestCosts;
    private readonly BestStarts _best = new();
    private double[] _guess = [], _given = [];
    private int[] _ownLinear = [], _sharedLinear = [];

    public LawStarts(LawTables tables)
    {
        _fit = new LawFit(tables);
        _scale = VariableScale.Of(tables.Rows) with { Samples = tables.Tables.Sum(table => table.Count) / tables.Count };
        _bestCosts = new double[tables.Count];
    }

    /// <summary>The fit and its equations.</summary>
    public LawFit Fit => _fit;

    /// <summary>Fits numbers in place.</summary>
    /// <param name="tokens">The law.</param>
    /// <param name="numbers">In: what is known of them, NaN for the rest. Out: the best found.</param>
    /// <param name="effort">How much work.</param>
    /// <param name="seed">Drives the guesses.</param>
    /// <param name="held">By constant token, whether its value stays; empty where all are fitted.</param>
    /// <param name="ties">By constant token, the first one that is the same number; empty where there are no such.</param>
    /// <returns>Σ w ρ(residual) over all tables; NaN where no start is valid.</returns>
    public double Run(
        ReadOnlySpan<byte> tokens, Span<double> numbers, LawEffort effort, ulong seed, ReadOnlySpan<bool> held = default,
        ReadOnlySpan<int> ties = default)
    {
        _fit.Read(tokens, held, ties);
        Grow(tokens.Length, numbers.Length);
        _best.Clear(numbers.Length, Math.Max(1, effort.Starts));
        var random = new SeededRandom(seed ^ Fingerprint.Of(tokens));
        var (own, shared) = Linear();
        var known = !HasNaN(numbers);
        var total = known ? Improve(tokens, numbers, effort) : double.NaN;
        if (known && effort.Guesses == 0)
            return total;
        if (known)
            _best.Offer(0, numbers);
        else
            Guess(tokens, numbers, own, shared, effort, ref random);
        var given = _given.AsSpan(0, numbers.Length);
        numbers.CopyTo(given);
        for (var start = 0; start < _best.Count; start++)
        {
            var trial = _best[start];
            TakeOthers(tokens, known ? default : given, trial, own, effort, ref random);
            var cost = Improve(tokens, trial, effort);
            if (!double.IsFinite(cost) || cost >= total)
                continue;
            total = cost;
            trial.CopyTo(numbers);
        }
        return total;
    }

    private double Improve(ReadOnlySpan<byte> tokens, Span<double> numbers, LawEffort effort)
    {
        const double Tolerance = 1e-7;
        return double.IsFinite(_fit.FitOwn(tokens, numbers, effort.OwnSteps))
            ? _fit.FitAll(tokens, numbers, effort.Steps, Tolerance)
            : double.NaN;
    }

    /// <summary>Draws guesses of what is not known and keeps the best few.</summary>
    private void Guess(
        ReadOnlySpan<byte> tokens, ReadOnlySpan<double> given, int own, int shared, LawEffort effort, ref SeededRandom random)
    {
        var guess = _guess.AsSpan(0, given.Length);
        // Without numbers to guess, every guess is the same linear solve.
        var guesses = _fit.Numbers.Own.Length + _fit.Numbers.Shared.Length == own + shared ? 1 : effort.Guesses;
        for (var drawn = 0; drawn < guesses; drawn++)
        {
            given.CopyTo(guess);
            Draw(guess, ref random);
            _best.Offer(
                _fit.SolveLinear(tokens, guess, _ownLinear.AsSpan(0, own), _sharedLinear.AsSpan(0, shared)), guess);
        }
    }

    /// <summary>Each table takes own numbers of further guesses where they suit it better.</summary>
    private void TakeOthers(
        ReadOnlySpan<byte> tokens, ReadOnlySpan<double> given, Span<double> best, int own, LawEffort effort,
        ref SeededRandom random)
    {
        if (_fit.Numbers.Own.Length == own)
            return;
        var guess = _guess.AsSpan(0, best.Length);
        _fit.Cost(tokens, best);
        _fit.Costs.CopyTo(_bestCosts);
        for (var i = 0; i < effort.OwnGuesses; i++)
        {
            best.CopyTo(guess);
            Forget(guess, given);
            Draw(guess, ref random);
            _fit.SolveLinear(tokens, guess, _ownLinear.AsSpan(0, own), default);
            _fit.TakeOwn(best, guess, _bestCosts, _fit.Costs);
        }
    }

    /// <summary>Own numbers that are guesses are guessed anew; those that were given stay.</summary>
    private void Forget(Span<double> guess, ReadOnlySpan<double> given)
    {
        foreach (var token in _fit.Numbers.Own)
        {
            for (var at = _fit.Numbers.OffsetOf(token); at < _fit.Numbers.OffsetOf(token) + _fit.Numbers.Tables; at++)
                guess[at] = given.IsEmpty || double.IsNaN(given[at]) ? double.NaN : guess[at];
        }
    }

    private void Draw(Span<double> guess, ref SeededRandom random)
    {
        for (var token = 0; token < _fit.Numbers.Tokens; token++)
        {
            var value = _scale.Draw(_fit.Numbers.RoleOf(token), ref random);
            var end = token + 1 < _fit.Numbers.Tokens ? _fit.Numbers.OffsetOf(token + 1) : _fit.Numbers.Values;
            for (var at = _fit.Numbers.OffsetOf(token); at < end; at++)
                guess[at] = double.IsNaN(guess[at]) ? value : guess[at];
        }
        _fit.Numbers.Spread(guess);
    }

    private (int Own, int Shared) Linear()
    {
        var (own, shared) = (0, 0);
        foreach (var token in _fit.Numbers.Own)
        {
            if (_fit.Numbers.RoleOf(token) == ConstantRole.Linear)
                _ownLinear[own++] = token;
        }
        foreach (var token in _fit.Numbers.Shared)
        {
            if (_fit.Numbers.RoleOf(token) == ConstantRole.Linear)
                _sharedLinear[shared++] = token;
        }
        return (own, shared);
    }

    private static bool HasNaN(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                return true;
        }
        return false;
    }

    private void Grow(int tokens, int values)
    {
        if (_guess.Length < values)
            (_guess, _given) = (new double[values], new double[values]);
        if (_ownLinear.Length < tokens)
            (_ownLinear, _sharedLinear) = (new int[tokens], new int[tokens]);
    }
}
