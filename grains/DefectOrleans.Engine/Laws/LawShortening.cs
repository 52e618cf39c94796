using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Laws;

/// <summary>Makes laws as short as their tables allow (<see cref="LawLength"/>). One per thread.</summary>
internal sealed class LawShortening
{
    private const ulong Seed = 1;

    // Of values: what rounding and a fit's end leave.
    private const double Same = 1e-6;

    private readonly LawTables _tables;
    private readonly LawStarts _starts;
    private readonly LawLength _lengths;

    /// <summary>Takes tables in standard units.</summary>
    public LawShortening(LawTables tables)
    {
        (_tables, _starts, _lengths) = (tables, new LawStarts(tables), new LawLength(tables));
    }

    /// <summary>
    /// The shortest that a law becomes: numbers that say nothing are gone, those that hardly differ from table to table are
    /// shared ones.
    /// </summary>
    public DescribedLaw Shorten(Expression law)
    {
        var best = _lengths.Of(Refitted(law));
        if (_lengths.Of(law) is var given && !(best.Length.Total <= given.Length.Total))
            best = given;
        while (Shorter(best) is { } shorter)
            best = shorter;
        return best;
    }

    /// <summary>The law without numbers that say nothing: its values stay.</summary>
    public Expression Exactly(Expression law)
    {
        for (var at = 0; at < law.Tokens.Length; at++)
        {
            if (Token.IsFitted(law.Tokens[at])
                && Without(law, at).FirstOrDefault(other => RatiosOf(law, other)?.All(IsOne) == true) is { } shorter)
                (law, at) = (shorter, -1);
        }
        return law;

        static bool IsOne(double ratio) => Math.Abs(ratio - 1) <= Same;
    }

    private DescribedLaw? Shorter(DescribedLaw from)
    {
        DescribedLaw? best = null;
        for (var at = 0; at < from.Expression.Tokens.Length; at++)
        {
            if (!Token.IsFitted(from.Expression.Tokens[at]))
                continue;
            foreach (var simpler in Simpler(from.Expression, at))
            {
                var trial = _lengths.Of(Refitted(simpler));
                if (trial.Length.Total < (best ?? from).Length.Total - 1e-9)
                    best = trial;
            }
        }
        return best;
    }

    /// <summary>A number that says little for each table is shared; one that says nothing is not there.</summary>
    private IEnumerable<Expression> Simpler(Expression law, int at) =>
        law.Tokens[at] == Token.Constant ? Without(law, at).Append(WithShared(law, at)) : Without(law, at);

    /// <summary>The law without a number, which is 1 or 0 in its place: as a in a·b·x.</summary>
    private IEnumerable<Expression> Without(Expression law, int at)
    {
        var variables = _tables.Rows.Variables.Length;
        var isOwn = law.Tokens[at] == Token.Constant;
        if (variables + law.Tokens.AsSpan().Count(Token.Constant) <= Token.VariableCount)
        {
            if (CanonicalLaw.With(law, _tables.Count, variables, at, 0) is { } addend && addend.Tokens.Any(Token.IsFitted))
            {
                yield return addend;
                // An addend of an exponent is a factor.
                foreach (var scaled in RatiosOf(law, addend) is { } ratios ? Scaled(addend, ratios) : [])
                    yield return scaled;
            }
            if (CanonicalLaw.With(law, _tables.Count, variables, at, 1) is { } factor && factor.Tokens.Any(Token.IsFitted))
            {
                yield return factor;
                var value = law.Constants.AsSpan(OffsetOf(law, at), isOwn ? _tables.Count : 1).ToArray();
                foreach (var scaled in Scaled(factor, value))
                    yield return scaled;
            }
        }
    }

    /// <summary>By table, how many times larger a law is than another; null where that is no factor.</summary>
    private double[]? RatiosOf(Expression law, Expression other)
    {
        var (ones, others) = (ValuesOf(law), ValuesOf(other));
        var ratios = new double[_tables.Count];
        for (var table = 0; table < ratios.Length; table++)
        {
            var end = table + 1 < ratios.Length ? _tables.Starts[table + 1] : ones.Length;
            var largest = _tables.Starts[table];
            for (var row = largest + 1; row < end; row++)
                largest = Math.Abs(others[row]) > Math.Abs(others[largest]) ? row : largest;
            ratios[table] = ones[largest] / others[largest];
            for (var row = _tables.Starts[table]; row < end; row++)
            {
                // NaN fails the comparison.
                if (!(Math.Abs(ones[row] - ratios[table] * others[row]) <= Same * Math.Abs(ones[largest])))
                    return null;
            }
        }
        return ratios.All(ratio => Math.Abs(ratio - ratios[0]) <= Same * Math.Abs(ratio)) ? ratios[..1] : ratios;
    }

    private double[] ValuesOf(Expression law)
    {
        _starts.Fit.Read(law.Tokens.AsSpan());
        return _starts.Fit.Equations.Values(law.Tokens.AsSpan(), law.Constants.AsSpan()).ToArray();
    }

    /// <summary>A factor that is gone taken into each number that may be one of its own, and into all of them.</summary>
    private IEnumerable<Expression> Scaled(Expression law, double[] factor)
    {
        _starts.Fit.Read(law.Tokens.AsSpan());
        var laid = _starts.Fit.Numbers;
        (int Offset, int Count)[] factors =
        [
            .. laid.Own.ToArray().Where(IsLinear).Select(own => (laid.OffsetOf(own), _tables.Count)),
            .. laid.Shared.ToArray().Where(shared => factor.Length == 1 && IsLinear(shared)).Select(s => (laid.OffsetOf(s), 1)),
        ];
        foreach (var one in factors)
            yield return Times(one);
        if (factors.Length > 1)
            yield return Times(factors);

        bool IsLinear(int number) => laid.RoleOf(number) == ConstantRole.Linear;

        Expression Times(params (int Offset, int Count)[] places)
        {
            double[] constants = [.. law.Constants];
            foreach (var (offset, count) in places)
            {
                for (var i = 0; i < count; i++)
                    constants[offset + i] *= factor[factor.Length == 1 ? 0 : i];
            }
            return law with { Constants = [.. constants] };
        }
    }

    private int OffsetOf(Expression law, int at)
    {
        var before = law.Tokens.AsSpan(0, at);
        return _tables.Count * before.Count(Token.Constant) + before.Count(Token.Shared);
    }

    /// <summary>The law with an own number shared: the median of its values.</summary>
    private Expression WithShared(Expression law, int at)
    {
        var offset = OffsetOf(law, at);
        double[] values = [.. law.Constants.AsSpan(offset, _tables.Count)];
        Array.Sort(values);
        return new(
            law.Tokens.SetItem(at, Token.Shared),
            law.Constants.RemoveRange(offset, _tables.Count).Insert(offset, values[values.Length / 2]));
    }

    private Expression Refitted(Expression law)
    {
        double[] numbers = [.. law.Constants];
        return double.IsFinite(_starts.Run(law.Tokens.AsSpan(), numbers, LawEffort.Careful, Seed))
            ? law with { Constants = [.. numbers] }
            : law;
    }
}
