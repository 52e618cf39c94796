using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Small changes of good formulas: a leaf, an operator, a subtree, a term more, a node less, a part of another formula.
/// Constants keep their values through an edit, so that a fit starts near its end.
/// </summary>
internal sealed class LocalEdits
{
    private const int DeepestGrown = 4;

    private readonly ImmutableArray<byte> _binary, _unary, _leaves;
    private readonly double[] _weights = new double[Token.Count];
    private readonly FormulaBuffer _parent, _donor, _grown;

    /// <summary>Edits with the allowed tokens of a problem.</summary>
    /// <param name="allowed">The tokens.</param>
    /// <param name="tables">For how many tables a law is; 1 for a formula.</param>
    public LocalEdits(TokenSet allowed, int tables = 1)
    {
        (_parent, _donor, _grown) = (new FormulaBuffer(tables), new FormulaBuffer(tables), new FormulaBuffer(tables));
        var tokens = allowed.Without(Token.End).Tokens().ToList();
        _binary = [.. tokens.Where(t => Token.Arity(t) == 2)];
        _unary = [.. tokens.Where(t => Token.Arity(t) == 1)];
        _leaves = [.. tokens.Where(t => Token.Arity(t) == 0)];
        Array.Fill(_weights, 1);
    }

    /// <summary>Sets how often each token is drawn: a prior learned from elites. Weights are relative, one a token.</summary>
    public void SetPriors(ReadOnlySpan<double> weights) => weights.CopyTo(_weights);

    /// <summary>Writes an edit of a parent into a buffer; the donor gives parts for crossing.</summary>
    public void Propose(Expression parent, Expression donor, ref SeededRandom random, FormulaBuffer result)
    {
        _parent.Load(parent);
        _donor.Load(donor);
        result.Clear();
        Edit(ref random, result);
        // Now and then a second edit: some improvements are two steps away.
        while (random.NextUniform() < 0.25 && !result.Overflowed)
        {
            _parent.Clear();
            _parent.Append(result, 0, result.Length);
            result.Clear();
            Edit(ref random, result);
        }
    }

    /// <summary>Writes a small random formula: where there is nothing to edit yet.</summary>
    public void Grow(ref SeededRandom random, FormulaBuffer result)
    {
        result.Clear();
        Grow(result, DeepestGrown, ref random);
    }

    private bool HasNoOperators => _binary.IsEmpty && _unary.IsEmpty;

    private void Edit(ref SeededRandom random, FormulaBuffer result)
    {
        if (HasNoOperators)
        {
            ReplaceLeaf(ref random, result);
            return;
        }
        switch (random.NextUniform())
        {
            case < 0.12: ReplaceLeaf(ref random, result); break;
            case < 0.24: ChangeOperator(ref random, result); break;
            case < 0.42: ReplaceSubtree(ref random, result); break;
            case < 0.58: Insert(ref random, result); break;
            case < 0.70: Remove(ref random, result); break;
            case < 0.86: Cross(ref random, result); break;
            case < 0.97: AddTerm(ref random, result); break;
            default: Shake(ref random, result); break;
        }
    }

    private void ReplaceLeaf(ref SeededRandom random, FormulaBuffer result)
    {
        var at = Pick(ref random, t => Token.Arity(t) == 0);
        result.Append(_parent, 0, _parent.Length);
        var leaf = Draw(_leaves, ref random);
        if (Token.IsFitted(leaf) && Token.IsLiteral(result[at]))
            result.ValuesAt(at).Fill(Literal.Value(result[at]));
        else if (!Token.IsFitted(result[at]))
            result.ValuesAt(at).Fill(double.NaN);
        result[at] = leaf;
    }

    private void ChangeOperator(ref SeededRandom random, FormulaBuffer result)
    {
        result.Append(_parent, 0, _parent.Length);
        if (_parent.Length == 1)
            return;
        var at = Pick(ref random, t => Token.Arity(t) > 0);
        result[at] = Draw(Token.Arity(result[at]) == 2 ? _binary : _unary, ref random);
    }

    private void ReplaceSubtree(ref SeededRandom random, FormulaBuffer result)
    {
        var at = random.NextInt(_parent.Length);
        result.Append(_parent, 0, at);
        Grow(result, 1 + random.NextInt(3), ref random);
        result.Append(_parent, _parent.EndOf(at), _parent.Length);
    }

    private void Insert(ref SeededRandom random, FormulaBuffer result)
    {
        var at = random.NextInt(_parent.Length);
        var end = _parent.EndOf(at);
        result.Append(_parent, 0, at);
        if (WantsUnary(ref random))
        {
            result.Append(Draw(_unary, ref random));
            result.Append(_parent, at, end);
        }
        else
            Join(result, Draw(_binary, ref random), at, end, random.NextInt(2), ref random);
        result.Append(_parent, end, _parent.Length);
    }

    private void Remove(ref SeededRandom random, FormulaBuffer result)
    {
        if (_parent.Length == 1)
        {
            Grow(result, 2, ref random);
            return;
        }
        var at = Pick(ref random, t => Token.Arity(t) > 0);
        var keep = at + 1;
        if (Token.Arity(_parent[at]) == 2 && random.NextUniform() < 0.5)
            keep = _parent.EndOf(keep);
        result.Append(_parent, 0, at);
        result.Append(_parent, keep, _parent.EndOf(keep));
        result.Append(_parent, _parent.EndOf(at), _parent.Length);
    }

    private void Cross(ref SeededRandom random, FormulaBuffer result)
    {
        var at = random.NextInt(_parent.Length);
        var from = random.NextInt(_donor.Length);
        result.Append(_parent, 0, at);
        result.Append(_donor, from, _donor.EndOf(from));
        result.Append(_parent, _parent.EndOf(at), _parent.Length);
    }

    private void AddTerm(ref SeededRandom random, FormulaBuffer result)
    {
        if (_binary.IsEmpty)
        {
            Insert(ref random, result);
            return;
        }
        result.Append(Draw(_binary, ref random));
        result.Append(_parent, 0, _parent.Length);
        if (random.NextUniform() < 0.5)
        {
            var from = random.NextInt(_donor.Length);
            result.Append(_donor, from, _donor.EndOf(from));
        }
        else
            Grow(result, 2 + random.NextInt(2), ref random);
    }

    private void Shake(ref SeededRandom random, FormulaBuffer result)
    {
        result.Append(_parent, 0, _parent.Length);
        for (var i = 0; i < result.Length; i++)
        {
            if (!Token.IsFitted(result[i]))
                continue;
            var factor = Math.Exp(random.NextNormal());
            foreach (ref var value in result.ValuesAt(i))
                value *= factor;
        }
    }

    private void Join(FormulaBuffer result, byte op, int at, int end, int depth, ref SeededRandom random)
    {
        result.Append(op);
        if (random.NextUniform() < 0.5)
        {
            result.Append(_parent, at, end);
            Grow(result, depth, ref random);
            return;
        }
        Grow(result, depth, ref random);
        result.Append(_parent, at, end);
    }

    private void Grow(FormulaBuffer into, int depth, ref SeededRandom random)
    {
        _grown.Clear();
        GrowNode(depth, ref random);
        into.Append(_grown, 0, _grown.Length);
    }

    private void GrowNode(int depth, ref SeededRandom random)
    {
        if (depth == 0 || HasNoOperators || random.NextUniform() < 0.2)
        {
            _grown.Append(Draw(_leaves, ref random));
            return;
        }
        if (WantsUnary(ref random))
        {
            _grown.Append(Draw(_unary, ref random));
            GrowNode(depth - 1, ref random);
            return;
        }
        _grown.Append(Draw(_binary, ref random));
        GrowNode(depth - 1, ref random);
        GrowNode(depth - 1, ref random);
    }

    private bool WantsUnary(ref SeededRandom random) =>
        !_unary.IsEmpty && (_binary.IsEmpty || random.NextUniform() < 0.35);

    private byte Draw(ImmutableArray<byte> from, ref SeededRandom random)
    {
        var total = 0.0;
        foreach (var token in from)
            total += _weights[token];
        var at = random.NextUniform() * total;
        foreach (var token in from)
        {
            at -= _weights[token];
            if (at < 0)
                return token;
        }
        return from[^1];
    }

    private int Pick(ref SeededRandom random, Func<byte, bool> where)
    {
        var count = 0;
        for (var i = 0; i < _parent.Length; i++)
            count += where(_parent[i]) ? 1 : 0;
        var which = random.NextInt(count);
        for (var i = 0; ; i++)
        {
            if (where(_parent[i]) && which-- == 0)
                return i;
        }
    }
}
