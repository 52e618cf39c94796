using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;

namespace DefectOrleans.Engine.Laws;

/// <summary>A law written as a person would; see <see cref="CanonicalForm"/>.</summary>
internal static class CanonicalLaw
{
    /// <summary>The canonical form of a law; null where its own numbers would stand there twice or not at all.</summary>
    /// <param name="law">The law.</param>
    /// <param name="tables">For how many tables it is.</param>
    /// <param name="variables">How many variables they have.</param>
    /// <param name="positive">Variables that are above 0.</param>
    public static Expression? Of(Expression law, int tables, int variables, TokenSet positive) =>
        Written(
            LawText.WithLetters(law, tables, variables), OwnValues(law, tables), law.Tokens.AsSpan().Count(Token.Constant),
            variables, positive);

    /// <summary>
    /// The canonical form of a law one of whose fitted numbers is a round one instead; null as in <see cref="Of"/>, or where
    /// more is lost than that number.
    /// </summary>
    /// <param name="law">The law.</param>
    /// <param name="tables">For how many tables it is.</param>
    /// <param name="variables">How many variables they have.</param>
    /// <param name="at">Which token the number is.</param>
    /// <param name="value">What it becomes.</param>
    public static Expression? With(Expression law, int tables, int variables, int at, double value)
    {
        var own = OwnValues(law, tables);
        var letters = LawText.WithLetters(law, tables, variables);
        var number = Expression.Number(value);
        var before = letters.Tokens.AsSpan(0, at).Count(Token.Constant);
        var isOwn = law.Tokens[at] == Token.Constant;
        var constants = isOwn ? letters.Constants : letters.Constants.RemoveAt(before);
        var with = new Expression(
            letters.Tokens.RemoveAt(at).InsertRange(at, number.Tokens), constants.InsertRange(before, number.Constants));
        return Written(with, own, isOwn ? own.Length - 1 : own.Length, variables, new TokenSet(0));
    }

    private static Expression? Written(
        Expression letters, ImmutableArray<ImmutableArray<double>> own, int expected, int variables, TokenSet positive)
    {
        var written = CanonicalForm.Of(letters, positive);
        var (tokens, numbers) = (ImmutableArray.CreateBuilder<byte>(), ImmutableArray.CreateBuilder<double>());
        var (seen, constant) = (0, 0);
        foreach (var token in written.Tokens)
        {
            var letter = Token.VariableIndex(token) - variables;
            if (token == Token.Constant)
            {
                tokens.Add(Token.Shared);
                numbers.Add(written.Constants[constant++]);
            }
            else if (letter >= 0)
            {
                tokens.Add(Token.Constant);
                numbers.AddRange(own[letter]);
                seen++;
            }
            else
                tokens.Add(token);
        }
        var isWhole = seen == expected && written.Tokens.Distinct().Count(t => Token.VariableIndex(t) >= variables) == seen;
        return isWhole ? new Expression(tokens.ToImmutable(), numbers.ToImmutable()) : null;
    }

    private static ImmutableArray<ImmutableArray<double>> OwnValues(Expression law, int tables)
    {
        var (own, at) = (ImmutableArray.CreateBuilder<ImmutableArray<double>>(), 0);
        foreach (var token in law.Tokens)
        {
            if (token == Token.Constant)
                own.Add(law.Constants[at..(at + tables)]);
            at += token == Token.Constant ? tables : token == Token.Shared ? 1 : 0;
        }
        return own.ToImmutable();
    }
}
