using System.Collections.Immutable;
using System.Text.RegularExpressions;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Laws;

/// <summary>A form that a user gives: all names but those of variables are numbers to fit.</summary>
/// <param name="Tokens">The form; its numbers are own or shared ones.</param>
/// <param name="Names">What the user calls them, in order of appearance.</param>
/// <param name="Fixed">Numbers that the user has written as digits, by where they stand among the constants.</param>
public sealed partial record GivenForm(
    ImmutableArray<byte> Tokens, ImmutableArray<string> Names, ImmutableDictionary<int, double> Fixed)
{
    /// <summary>By constant, the first one that is the same number.</summary>
    public required ImmutableArray<int> Ties { get; init; }

    /// <summary>How many numbers each table has for itself.</summary>
    public int Own => Tokens.Where(Token.IsFitted).Where((token, at) => token == Token.Constant && Ties[at] == at).Count();

    /// <summary>Reads a form.</summary>
    /// <param name="text">The form, such as <c>a*exp(-r/l) + c</c>.</param>
    /// <param name="variables">The table's variables.</param>
    /// <param name="own">Numbers that each table has for itself; null for all that are not shared.</param>
    /// <param name="shared">
    /// Numbers that all tables share; null for all that are not own ones, and for none where neither is told.
    /// </param>
    /// <exception cref="InputException">It can't be read, or a name is not known.</exception>
    public static GivenForm Read(
        string text, IReadOnlyList<string> variables, IReadOnlyCollection<string>? own, IReadOnlyCollection<string>? shared)
    {
        string[] names = [.. Word().Matches(text).Select(match => match.Value).Distinct().Except(variables).Except(["pi"])];
        Check(text, variables, names, own, shared);
        var parsed = FormulaText.Parse(text, [.. variables, .. names]);
        var (tokens, found) = (ImmutableArray.CreateBuilder<byte>(), ImmutableArray.CreateBuilder<string>());
        var fixedNumbers = ImmutableDictionary.CreateBuilder<int, double>();
        var (ties, first) = (ImmutableArray.CreateBuilder<int>(), new Dictionary<string, int>());
        var constant = 0;
        foreach (var token in parsed.Tokens)
        {
            var number = Token.VariableIndex(token) - variables.Count;
            if (token == Token.Constant)
            {
                fixedNumbers[ties.Count] = parsed.Constants[constant++];
                ties.Add(ties.Count);
                tokens.Add(Token.Shared);
            }
            else if (number >= 0)
            {
                if (first.TryAdd(names[number], ties.Count))
                    found.Add(names[number]);
                ties.Add(first[names[number]]);
                tokens.Add(IsShared(names[number], own, shared) ? Token.Shared : Token.Constant);
            }
            else
                tokens.Add(token);
        }
        return new GivenForm(tokens.ToImmutable(), found.ToImmutable(), fixedNumbers.ToImmutable())
        {
            Ties = ties.ToImmutable(),
        };
    }

    private static void Check(
        string text, IReadOnlyList<string> variables, string[] names, IReadOnlyCollection<string>? own,
        IReadOnlyCollection<string>? shared)
    {
        if (!Word().Matches(text).Any(match => variables.Contains(match.Value)))
            throw new InputException(
                $"--form '{text}': no variable of the table; expected {string.Join(" or ", variables)} in it");
        if (variables.Count + names.Length > Token.VariableCount)
            throw new InputException(
                $"--form '{text}': {names.Length} numbers ({string.Join(", ", names)}) beside {variables.Count} variables; "
                    + $"expected at most {Token.VariableCount - variables.Count}");
        CheckNames("--own", own);
        CheckNames("--shared", shared);
        if (own?.FirstOrDefault(name => shared?.Contains(name) == true) is { } both)
            throw new InputException($"--own and --shared: '{both}' is in both; expected it in one of them");
        if (own is not null && shared is not null && names.Except(own).Except(shared).FirstOrDefault() is { } none)
            throw new InputException($"--form '{text}': '{none}' is neither a variable nor in --own or --shared; expected one");

        void CheckNames(string option, IReadOnlyCollection<string>? given)
        {
            if (given?.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
                throw new InputException(
                    $"{option}: '{unknown}' is no number of the form '{text}'; expected some of {string.Join(", ", names)}");
        }
    }

    private static bool IsShared(string name, IReadOnlyCollection<string>? own, IReadOnlyCollection<string>? shared) =>
        shared?.Contains(name) == true || own is not null && shared is null && !own.Contains(name);

    [GeneratedRegex(@"[A-Za-z_]\w*(?!\w*\s*\()")]
    private static partial Regex Word();
}
