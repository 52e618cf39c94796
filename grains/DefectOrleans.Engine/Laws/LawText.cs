using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// A law as people write it: letters for the numbers that each table has for itself, values for those that all share.
/// </summary>
/// <param name="Form">The law.</param>
/// <param name="OwnNames">What it calls its own numbers, in order of appearance.</param>
public sealed record LawText(string Form, ImmutableArray<string> OwnNames)
{
    // e and i are numbers where formulas are read.
    private const string Letters = "abcdfghjklmnpqrstuvwxyz";

    /// <summary>Writes a law.</summary>
    /// <param name="law">The law; its own numbers and variables are no more than the alphabet has variables.</param>
    /// <param name="tables">For how many tables it is.</param>
    /// <param name="variables">Names of the variables.</param>
    /// <param name="language">In which language.</param>
    /// <param name="shared">Shared numbers as text, in order of appearance; null for all their digits.</param>
    public static LawText Of(
        Expression law, int tables, IReadOnlyList<string> variables, FormulaLanguage language = FormulaLanguage.Text,
        IReadOnlyList<string>? shared = null)
    {
        var taken = variables.ToHashSet(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<string> names =
        [
            .. Letters.Select(letter => letter.ToString()).Where(letter => !taken.Contains(letter))
                .Take(law.Tokens.AsSpan().Count(Token.Constant)),
        ];
        return new(
            FormulaText.Print(WithLetters(law, tables, variables.Count), language, [.. variables, .. names], numbers: shared),
            names);
    }

    /// <summary>The law with further variables in place of its own numbers.</summary>
    internal static Expression WithLetters(Expression law, int tables, int variables)
    {
        var (tokens, constants) = (ImmutableArray.CreateBuilder<byte>(), ImmutableArray.CreateBuilder<double>());
        var (own, at) = (0, 0);
        foreach (var token in law.Tokens)
        {
            if (token == Token.Constant)
            {
                tokens.Add(Token.VariableAt(variables + own++));
                at += tables;
                continue;
            }
            if (token == Token.Shared)
                constants.Add(law.Constants[at++]);
            tokens.Add(token == Token.Shared ? Token.Constant : token);
        }
        return new Expression(tokens.ToImmutable(), constants.ToImmutable());
    }
}
