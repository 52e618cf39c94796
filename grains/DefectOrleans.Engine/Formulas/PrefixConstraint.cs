using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// Masks tokens while sequences are sampled, so that whatever is chosen ends as a complete formula that
/// <see cref="FormulaRules.Accepts"/>. Each row keeps a stack of operand places still to be filled; a mask takes a few
/// operations whatever the length, and nothing is allocated once the rows are there.
/// </summary>
public sealed class PrefixConstraint : ISequenceConstraint
{
    private static readonly TokenSet AllNumbers = TokenSet.Range(Token.Constant, Token.Pi + 1);

    private readonly FormulaRules _rules;
    /// <summary>Operators by the complexity they add, and by arity: what a shrinking budget still pays for.</summary>
    private readonly TokenSet[] _affordable;
    private readonly int _placesPerRow;
    private Row[] _rows = [];
    private Place[] _places = [];

    /// <summary>Constrains sequences by rules.</summary>
    public PrefixConstraint(FormulaRules rules)
    {
        _rules = rules.Validated();
        // What stays is a variable in every open place, each of complexity 1.
        var dearest = OperatorRegistry.All.Max(entry => entry.Complexity + entry.Arity - 1);
        _affordable = new TokenSet[dearest + 1];
        for (var budget = 0; budget <= dearest; budget++)
        {
            foreach (var entry in OperatorRegistry.All.Where(entry => entry.Complexity + entry.Arity - 1 <= budget))
                _affordable[budget] = _affordable[budget].With(entry.Token);
        }

        // A place stays open while its sibling is filled: there are never more than tokens, plus the first.
        _placesPerRow = rules.MaxLength + 1;
    }

    private struct Row
    {
        public int Length;
        public int Complexity;
        public int Constants;
        public int Open;
    }

    /// <summary>An operand still to be chosen.</summary>
    /// <param name="Forbidden">Operators that an ancestor rules out.</param>
    /// <param name="IsFirst">Whether the next place on the stack belongs to the same operator.</param>
    /// <param name="NeedsVariable">Whether no number may stand here, for its operator would have no variable in it.</param>
    private readonly record struct Place(TokenSet Forbidden, bool IsFirst, bool NeedsVariable);

    /// <inheritdoc/>
    public void Begin(int rows)
    {
        if (_rows.Length < rows)
        {
            _rows = new Row[rows];
            _places = new Place[rows * _placesPerRow];
        }

        for (var row = 0; row < rows; row++)
        {
            _rows[row] = new Row { Open = 1 };
            _places[row * _placesPerRow] = default;
        }
    }

    /// <inheritdoc/>
    public TokenSet Allowed(int row)
    {
        ref readonly var state = ref _rows[row];
        if (state.Open == 0)
            return TokenSet.Of(Token.End);

        ref readonly var place = ref _places[row * _placesPerRow + state.Open - 1];
        var allowed = (_rules.Allowed & ~place.Forbidden).Without(Token.End);
        var room = _rules.MaxLength - state.Length - state.Open;
        if (room < 2)
            allowed &= room == 1 ? ~FormulaRules.Binary : ~FormulaRules.AllOperators;
        var budget = _rules.MaxComplexity - state.Complexity - state.Open + 1;
        if (budget < _affordable.Length)
            allowed &= ~FormulaRules.AllOperators | _affordable[Math.Max(budget - 1, 0)];
        if (state.Constants == _rules.MaxConstants)
            allowed = allowed.Without(Token.Constant);
        if (place.NeedsVariable)
            allowed &= ~AllNumbers;
        return allowed;
    }

    /// <inheritdoc/>
    public void Accept(int row, byte token)
    {
        ref var state = ref _rows[row];
        if (token == Token.End)
            return;

        var places = _places.AsSpan(row * _placesPerRow, _placesPerRow);
        var place = places[--state.Open];
        state.Length++;
        state.Complexity += Complexity.Of(token);
        state.Constants += token == Token.Constant ? 1 : 0;
        if (place.IsFirst && Token.IsNumber(token) && !_rules.AllowNumericSubtrees)
        {
            ref var sibling = ref places[state.Open - 1];
            sibling = sibling with { NeedsVariable = true };
        }

        var forbidden = place.Forbidden | _rules.ForbiddenInside[token];
        switch (Token.Arity(token))
        {
            case 1:
                places[state.Open++] = new Place(forbidden, IsFirst: false, NeedsVariable: !_rules.AllowNumericSubtrees);
                break;
            case 2:
                places[state.Open++] = new Place(forbidden, IsFirst: false, NeedsVariable: false);
                places[state.Open++] = new Place(forbidden, IsFirst: true, NeedsVariable: false);
                break;
        }
    }
}
