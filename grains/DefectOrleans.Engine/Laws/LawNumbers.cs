using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// Where a law's numbers stand among its constants: in order of appearance, of an own number one value for each table, of a
/// shared one one. Reused from law to law; does not allocate once warm.
/// </summary>
internal sealed class LawNumbers(int tables)
{
    private int[] _own = [];
    private int[] _shared = [];
    private int[] _offset = [];
    private int[] _ties = [];
    private ConstantRole[] _roles = [];

    /// <summary>For how many tables the law is.</summary>
    public int Tables { get; } = tables;

    /// <summary>How many constant tokens there are.</summary>
    public int Tokens { get; private set; }

    /// <summary>How many values they have.</summary>
    public int Values { get; private set; }

    /// <summary>The own numbers to fit, by which constant token they are.</summary>
    public ReadOnlySpan<int> Own => _own.AsSpan(0, OwnCount);

    /// <summary>The shared numbers to fit, by which constant token they are.</summary>
    public ReadOnlySpan<int> Shared => _shared.AsSpan(0, SharedCount);

    private int OwnCount { get; set; }

    private int SharedCount { get; set; }

    /// <summary>What a constant token does in the law.</summary>
    public ConstantRole RoleOf(int token) => _roles[token];

    /// <summary>Whether a number stands in the law more than once.</summary>
    public bool HasTies { get; private set; }

    /// <summary>The first constant token that is the same number; the token itself where it is that.</summary>
    public int TieOf(int token) => _ties[token];

    /// <summary>Gives numbers that stand in the law more than once the value of the first place.</summary>
    public void Spread(Span<double> numbers)
    {
        for (var token = 0; HasTies && token < Tokens; token++)
        {
            var end = token + 1 < Tokens ? _offset[token + 1] : Values;
            if (_ties[token] != token)
                numbers.Slice(_offset[_ties[token]], end - _offset[token]).CopyTo(numbers[_offset[token]..end]);
        }
    }

    /// <summary>Where a constant token's values begin.</summary>
    public int OffsetOf(int token) => _offset[token];

    /// <summary>Reads a law's tokens.</summary>
    /// <param name="tokens">The law.</param>
    /// <param name="held">By constant token, whether its value stays; empty where all are fitted.</param>
    /// <param name="ties">By constant token, the first one that is the same number; empty where all are numbers of their
    /// own.</param>
    public void Read(ReadOnlySpan<byte> tokens, ReadOnlySpan<bool> held = default, ReadOnlySpan<int> ties = default)
    {
        Grow(tokens.Length);
        (Tokens, Values, OwnCount, SharedCount, HasTies) = (0, 0, 0, 0, false);
        foreach (var token in tokens)
        {
            if (!Token.IsFitted(token))
                continue;
            _offset[Tokens] = Values;
            _ties[Tokens] = ties.IsEmpty ? Tokens : ties[Tokens];
            HasTies |= _ties[Tokens] != Tokens;
            var isFree = (held.IsEmpty || !held[Tokens]) && _ties[Tokens] == Tokens;
            if (isFree && token == Token.Constant)
                _own[OwnCount++] = Tokens;
            else if (isFree)
                _shared[SharedCount++] = Tokens;
            Values += token == Token.Constant ? Tables : 1;
            Tokens++;
        }
        ConstantRoles.Read(tokens, _roles.AsSpan(0, Tokens));
        for (var token = 0; HasTies && token < Tokens; token++)
        {
            // A number at two places enters linearly at most by chance; its start suits the place that is not linear.
            ref var role = ref _roles[_ties[token]];
            if (_ties[token] != token && role == ConstantRole.Linear)
                role = _roles[token] == ConstantRole.Linear ? ConstantRole.Free : _roles[token];
        }
    }

    /// <summary>How many values a law's numbers have for so many tables.</summary>
    public static int CountOf(ReadOnlySpan<byte> tokens, int tables) =>
        tables * tokens.Count(Token.Constant) + tokens.Count(Token.Shared);

    /// <summary>The values of a law's shared numbers, in order of appearance.</summary>
    public static IEnumerable<double> SharedOf(Expression law, int tables)
    {
        var at = 0;
        foreach (var token in law.Tokens.Where(Token.IsFitted))
        {
            if (token == Token.Shared)
                yield return law.Constants[at];
            at += token == Token.Constant ? tables : 1;
        }
    }

    /// <summary>The formula that a law is for one table: its own numbers are that table's.</summary>
    public static Expression MemberOf(Expression law, int table, int tables)
    {
        var constants = new List<double>();
        var at = 0;
        foreach (var token in law.Tokens)
        {
            if (!Token.IsFitted(token))
                continue;
            constants.Add(law.Constants[at + (token == Token.Constant ? table : 0)]);
            at += token == Token.Constant ? tables : 1;
        }
        return new Expression([.. law.Tokens.Select(t => t == Token.Shared ? Token.Constant : t)], [.. constants]);
    }

    private void Grow(int length)
    {
        if (_own.Length >= length)
            return;
        (_own, _shared, _offset, _ties) = (new int[length], new int[length], new int[length], new int[length]);
        _roles = new ConstantRole[length];
    }
}
