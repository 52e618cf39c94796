using System.Numerics;
using DefectOrleans.Engine.Segvae.Expressions;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// All formulas of a problem from the smallest on, each known by its values at the points: parts that a formula may lack.
/// Formulas with the same values are kept once.
/// </summary>
internal sealed class SmallFormulas
{
    private const int Most = 6000, MostValues = 1 << 18, LargestSize = 5;

    // Rates and frequencies to start a fit from.
    private static readonly double[] Factors = [-1, 0.5, 2, 4];

    private readonly List<Part> _parts = [];
    private readonly HashSet<ulong> _seen = [];
    private readonly List<Part>[] _bySize = [.. Enumerable.Range(0, LargestSize + 1).Select(_ => new List<Part>())];
    private readonly SearchProblem _problem;
    private readonly Evaluator _evaluator;
    private readonly int _most;
    private readonly double[] _values;

    /// <summary>Lists the formulas.</summary>
    /// <param name="problem">Its points, and the rules that they obey.</param>
    /// <param name="allowed">Mask of the tokens that they may use; with a constant among them, variables come with factors.</param>
    public SmallFormulas(SearchProblem problem, uint allowed)
    {
        (_problem, _evaluator) = (problem, new Evaluator(problem.Points));
        Stride = (problem.Points.Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        _most = Math.Min(Most, MostValues / Stride);
        _values = new double[_most * Stride];
        byte[] Tokens(int arity) => [.. Enumerable.Range(1, Token.Count - 1).Select(t => (byte)t).Where(t => (allowed >> t & 1) != 0 && Token.Arity(t) == arity)];
        List(Tokens(0), Tokens(1), Tokens(2));
        _seen.Clear();
    }

    /// <summary>A formula: tokens in prefix order, and its constants.</summary>
    public sealed record Part(byte[] Tokens, double[] Constants);

    /// <summary>How many there are.</summary>
    public int Count => _parts.Count;

    /// <summary>Values from one formula to the next: the points, padded with zeros to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>The formula of a number; smaller ones have smaller numbers.</summary>
    public Part this[int index] => _parts[index];

    /// <summary>Its values at the points, padded with zeros.</summary>
    public ReadOnlySpan<double> Values(int index) => _values.AsSpan(index * Stride, Stride);

    private void List(byte[] leaves, byte[] unary, byte[] binary)
    {
        foreach (var leaf in leaves.Where(t => t != Token.Constant))
            Add(1, [leaf], []);
        if (leaves.Contains(Token.Constant))
        {
            foreach (var variable in leaves.Where(Token.IsVariable))
            {
                foreach (var factor in Factors.TakeWhile(_ => binary.Contains(Token.Multiply)))
                    Add(1, [Token.Multiply, Token.Constant, variable], [factor]);
            }
        }
        for (var size = 2; size <= LargestSize; size++)
        {
            // Even splits first: products of two functions before sums of a function and a long rest.
            for (var left = (size - 1) / 2; left > 0; left--)
                Combine(size, left, binary);
            foreach (var op in unary)
            {
                foreach (var part in _bySize[size - 1])
                    Add(size, [op, .. part.Tokens], part.Constants);
            }
        }
    }

    private void Combine(int size, int left, byte[] binary)
    {
        var right = size - 1 - left;
        foreach (var op in binary)
        {
            foreach (var one in _bySize[left])
            {
                foreach (var other in _bySize[right])
                {
                    Add(size, [op, .. one.Tokens, .. other.Tokens], [.. one.Constants, .. other.Constants]);
                    if (left != right && op is not (Token.Add or Token.Multiply))
                        Add(size, [op, .. other.Tokens, .. one.Tokens], [.. other.Constants, .. one.Constants]);
                    if (Count == _most)
                        return;
                }
            }
        }
    }

    private void Add(int size, byte[] tokens, double[] constants)
    {
        if (Count == _most || !(tokens.Length == 1 || _problem.Rules.Accepts(tokens)))
            return;
        var values = _evaluator.Evaluate(tokens, constants);
        var hash = 0UL;
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return;
            hash = SeededRandom.Mix(hash ^ (ulong)BitConverter.SingleToInt32Bits((float)value + 0f) >> 2);
        }
        if (!_seen.Add(hash))
            return;
        values.CopyTo(_values.AsSpan(Count * Stride));
        var part = new Part(tokens, constants);
        _parts.Add(part);
        _bySize[size].Add(part);
    }
}
