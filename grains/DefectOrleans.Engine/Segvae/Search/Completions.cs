using System.Numerics;
using System.Runtime.InteropServices;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Edits that look before they leap: what values would a part of a good formula need for the whole to meet the points, and
/// which small formula has them? The wanted values go down from the root through operators that can be undone, with weights
/// that tell how much the whole changes with the part; the small formula nearest to them, or nearest up to a factor, goes in.
/// The idea is semantic backpropagation (Pawlak, Wieloch, Krawiec 2015, doi 10.1109/TEVC.2014.2321259) against a library.
/// </summary>
internal sealed class Completions
{
    private const double StopHere = 0.35, Replace = 0.4;

    // Where more of the points' weight than this can't be undone, the wanted values say little.
    private const double MostLost = 0.2;

    private readonly SearchProblem _problem;
    private readonly SmallFormulas _parts;
    private readonly Evaluator _evaluator;
    private readonly FormulaBuffer _parent = new();
    private readonly double[] _constants = new double[128];
    private readonly double[] _wanted, _weights, _weighted;
    private readonly byte[] _joints;
    private readonly bool _scaled;

    /// <summary>Completions with the allowed tokens of a problem.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="allowed">Tokens; with a constant among them parts come with a factor.</param>
    public Completions(SearchProblem problem, TokenSet allowed)
    {
        _problem = problem;
        _parts = new SmallFormulas(problem, allowed);
        _evaluator = new Evaluator(problem.Points);
        _wanted = new double[_parts.Stride];
        _weights = new double[_parts.Stride];
        _weighted = new double[_parts.Stride];
        _scaled = allowed.Contains(Token.Constant) && allowed.Contains(Token.Multiply);
        _joints = [.. (allowed & OperatorRegistry.Binary).Tokens().Where(t => OperatorRegistry.Of(t).Inverse is not null)];
    }

    /// <summary>Writes a completed parent into a buffer; false where no part could be wanted.</summary>
    public bool Propose(Expression parent, ref SeededRandom random, FormulaBuffer result)
    {
        if (_parts.Count == 0)
            return false;
        _parent.Load(parent);
        _problem.Points.Target.CopyTo(_wanted);
        _problem.Points.Weights.CopyTo(_weights);
        var at = Descend(ref random);
        var end = _parent.EndOf(at);
        byte joint = 0;
        if (_joints.Length > 0 && random.NextUniform() >= Replace)
        {
            joint = _joints[random.NextInt(_joints.Length)];
            Undo(OperatorRegistry.Of(joint).Inverse!.Second!, Values(at, end));
        }
        if (Lost() || Best(ref random) is not var (part, factor))
            return false;
        result.Clear();
        result.Append(_parent, 0, at);
        if (joint != 0)
        {
            result.Append(joint);
            result.Append(_parent, at, end);
        }
        Append(part, factor, result);
        result.Append(_parent, end, _parent.Length);
        return true;
    }

    private static void Append(SmallFormulas.Part part, double factor, FormulaBuffer result)
    {
        if (!double.IsNaN(factor))
        {
            result.Append(Token.Multiply);
            result.Append(Token.Constant, factor);
        }
        var constant = 0;
        foreach (var token in part.Tokens)
            result.Append(token, token == Token.Constant ? part.Constants[constant++] : double.NaN);
    }

    /// <summary>Goes down to a part, at random, as far as operators can be undone.</summary>
    private int Descend(ref SeededRandom random)
    {
        var at = 0;
        while (Token.Arity(_parent[at]) is var arity and > 0 && random.NextUniform() >= StopHere)
        {
            if (OperatorRegistry.Of(_parent[at]).Inverse is not { } inverse)
                return at;
            if (arity == 1)
            {
                Undo(inverse.First, default);
                at++;
                continue;
            }
            int left = at + 1, right = _parent.EndOf(left);
            var goesLeft = random.NextUniform() < 0.5;
            if (goesLeft)
                Undo(inverse.First, Values(right, _parent.EndOf(right)));
            else
                Undo(inverse.Second!, Values(left, right));
            at = goesLeft ? left : right;
        }
        return at;
    }

    private ReadOnlySpan<double> Values(int from, int to)
    {
        var count = 0;
        for (var i = from; i < to; i++)
        {
            if (_parent[i] == Token.Constant)
                _constants[count++] = _parent.ValuesAt(i)[0];
        }
        return _evaluator.Evaluate(_parent.Tokens[from..to], _constants.AsSpan(0, count));
    }

    /// <summary>
    /// From the values wanted of an operator to those wanted of one operand, the other's, if it has one, being known.
    /// </summary>
    private void Undo(Func<double, double, (double Value, double Slope)> inverse, ReadOnlySpan<double> known)
    {
        for (var i = 0; i < _problem.Points.Count; i++)
        {
            var (value, slope) = inverse(_wanted[i], known.IsEmpty ? double.NaN : known[i]);
            Set(i, value, slope);
        }
    }

    private void Set(int i, double value, double slope)
    {
        var weight = _weights[i] * slope * slope;
        var lost = !double.IsFinite(value) || !double.IsFinite(weight) || !double.IsFinite(weight * value * value);
        (_wanted[i], _weights[i]) = lost ? (0, 0) : (value, weight);
    }

    private bool Lost()
    {
        var lost = 0.0;
        for (var i = 0; i < _problem.Points.Count; i++)
            lost += _weights[i] == 0 ? _problem.Points.Weights[i] : 0;
        return lost > MostLost * _problem.Points.TotalWeight;
    }

    /// <summary>
    /// The part nearest to the wanted values among the smaller ones, how many of them being drawn: so that simple parts are
    /// proposed too. Some are passed over at random, or the same part would be proposed again and again.
    /// </summary>
    private (SmallFormulas.Part Part, double Factor)? Best(ref SeededRandom random)
    {
        var few = (int)Math.Ceiling(Math.Pow(_parts.Count, 0.3 + 0.7 * random.NextUniform()));
        var passOver = random.NextUniform() < 0.5 ? 0 : random.NextBits() | 1;
        for (var i = 0; i < _wanted.Length; i++)
            _weighted[i] = _weights[i] * _wanted[i];
        var (best, least, factor) = (-1, double.PositiveInfinity, double.NaN);
        for (var i = 0; i < few; i++)
        {
            if (passOver != 0 && (SeededRandom.Mix(passOver + (ulong)i) & 1) == 0)
                continue;
            var (with, own) = Products(_parts.Values(i));
            var gain = _scaled ? (own > 0 ? -with * with / own : 0) : own - 2 * with;
            if (gain < least)
                (best, least, factor) = (i, gain, _scaled ? with / own : double.NaN);
        }
        return best < 0 ? null : (_parts[best], factor);
    }

    /// <summary>Σ w·wanted·v and Σ w·v².</summary>
    private (double With, double Own) Products(ReadOnlySpan<double> values)
    {
        ref var weighted = ref MemoryMarshal.GetArrayDataReference(_weighted);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var value = ref MemoryMarshal.GetReference(values);
        Vector<double> with = default, own = default;
        for (nuint i = 0; i < (nuint)values.Length; i += (nuint)Vector<double>.Count)
        {
            var v = Vector.LoadUnsafe(ref value, i);
            with += Vector.LoadUnsafe(ref weighted, i) * v;
            own += Vector.LoadUnsafe(ref weights, i) * v * v;
        }
        return (Vector.Sum(with), Vector.Sum(own));
    }
}
