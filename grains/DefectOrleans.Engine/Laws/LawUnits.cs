using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>Laws of tables in standard units (<see cref="TableScale"/>), in the tables' own.</summary>
internal static class LawUnits
{
    /// <summary>
    /// The law in the tables' own units. Powers of ten go into its numbers where they come that far, own ones and shared ones
    /// alike; a number that is the same for all tables is a shared one.
    /// </summary>
    /// <param name="scale">The tables' scale.</param>
    /// <param name="law">The law in standard units.</param>
    /// <param name="tables">For how many tables it is.</param>
    public static Expression Restore(TableScale scale, Expression law, int tables)
    {
        if (scale.IsNone)
            return law;
        Expression[] members =
            [.. Enumerable.Range(0, tables).Select(table => scale.Restore(LawNumbers.MemberOf(law, table, tables)))];
        return members.All(member => member.Tokens.SequenceEqual(members[0].Tokens))
            ? Joined(members)
            : Wrapped(scale, law, tables);
    }

    /// <summary>The same, as a person would write it: in own units numbers may merge that did not in standard ones.</summary>
    public static Expression Restore(TableScale scale, Expression law, ImmutableArray<PointTable> tables)
    {
        var restored = Restore(scale, law, tables.Length);
        var variables = tables[0].Variables.Length;
        var own = restored.Tokens.AsSpan().Count(Token.Constant);
        return variables + own <= Token.VariableCount
            && CanonicalLaw.Of(restored, tables.Length, variables, PositiveOf(tables)) is { } written
            && written.Complexity <= restored.Complexity
            ? written
            : restored;
    }

    private static TokenSet PositiveOf(ImmutableArray<PointTable> tables) => TokenSet.Of(
    [
        .. Enumerable.Range(0, tables[0].Variables.Length)
            .Where(k => tables.All(table => table.Variables[k].All(x => x > 0))).Select(Token.VariableAt),
    ]);

    private static Expression Joined(Expression[] members)
    {
        var (tokens, numbers) = (ImmutableArray.CreateBuilder<byte>(), ImmutableArray.CreateBuilder<double>());
        var constant = 0;
        foreach (var token in members[0].Tokens)
        {
            if (token != Token.Constant)
            {
                tokens.Add(token);
                continue;
            }
            double[] values = [.. members.Select(member => member.Constants[constant])];
            constant++;
            var isShared = values.All(value => value.Equals(values[0]));
            tokens.Add(isShared ? Token.Shared : Token.Constant);
            numbers.AddRange(isShared ? values.AsSpan(0, 1) : values);
        }
        return new Expression(tokens.ToImmutable(), numbers.ToImmutable());
    }

    /// <summary>
    /// The law with a power of ten at every variable and before the whole: where the numbers of some table take such a power
    /// up in another way than those of the others.
    /// </summary>
    private static Expression Wrapped(TableScale scale, Expression law, int tables)
    {
        var (tokens, numbers) = (ImmutableArray.CreateBuilder<byte>(), ImmutableArray.CreateBuilder<double>());
        var constant = 0;
        if (scale.Target != 0)
            Times(scale.Target);
        foreach (var token in law.Tokens)
        {
            if (Token.IsVariable(token) && scale.Variables[Token.VariableIndex(token)] is var exponent && exponent != 0)
                Times(-exponent);
            tokens.Add(token);
            if (!Token.IsFitted(token))
                continue;
            var count = token == Token.Constant ? tables : 1;
            numbers.AddRange(law.Constants[constant..(constant + count)]);
            constant += count;
        }
        return new Expression(tokens.ToImmutable(), numbers.ToImmutable());

        void Times(int exponent)
        {
            tokens.AddRange(Token.Multiply, Token.Shared);
            numbers.Add(TableScale.Shift(1, exponent));
        }
    }
}
