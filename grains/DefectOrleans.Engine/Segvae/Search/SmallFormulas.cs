using System.Numerics;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// The formulas of a problem from the smallest on, each known by its values at the points: parts that a formula may lack.
/// All small ones, and of each variable alone larger ones of the four operations. Of those with the same values the
/// first found stays. Immutable.
/// </summary>
internal sealed class SmallFormulas
{
    private const int Most = 12_000, MostOfAll = 6000, MostValues = 1 << 21;
    private const int LargestSize = 5, LargestArithmetic = 7;

    // Rates and frequencies to start a fit from.
    private static readonly double[] Factors = [-1, 0.5, 2, 4];

    private readonly Part[] _parts;
    private readonly double[] _values;

    /// <summary>Lists the formulas.</summary>
    /// <param name="problem">Its points, and the rules that they obey.</param>
    /// <param name="allowed">The tokens that they may use; with a constant among them, variables come with factors.</param>
    public SmallFormulas(SearchProblem problem, TokenSet allowed)
    {
        Stride = (problem.Points.Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        var most = MostValues / Stride;
        var found = new Found(problem);
        byte[] leaves = Tokens(0), binary = Tokens(2);
        byte[] numbers = [.. leaves.Where(t => Token.IsLiteral(t))];
        found.List([.. leaves.SelectMany(Leaves)], Tokens(1), binary, LargestSize, Math.Min(MostOfAll, most));
        foreach (var variable in leaves.Where(Token.IsVariable))
            found.List([.. numbers.Append(variable).Select(t => new Part([t], []))], [], binary, LargestArithmetic,
                Math.Min(Most, most));

        (Part Part, double[] Values)[] shortestFirst = [.. found.Parts.OrderBy(p => p.Part.Tokens.Length)];
        _parts = [.. shortestFirst.Select(p => p.Part)];
        _values = new double[_parts.Length * Stride];
        for (var i = 0; i < _parts.Length; i++)
            shortestFirst[i].Values.CopyTo(_values, i * Stride);

        byte[] Tokens(int arity) => [.. allowed.Without(Token.End).Tokens().Where(t => Token.Arity(t) == arity)];

        IEnumerable<Part> Leaves(byte leaf)
        {
            if (leaf != Token.Constant)
                yield return new Part([leaf], []);
            if (!Token.IsVariable(leaf) || !leaves.Contains(Token.Constant) || !binary.Contains(Token.Multiply))
                yield break;
            foreach (var factor in Factors)
                yield return new Part([Token.Multiply, Token.Constant, leaf], [factor]);
        }
    }

    /// <summary>A formula: tokens in prefix order, and its constants.</summary>
    public sealed record Part(byte[] Tokens, double[] Constants);

    /// <summary>How many there are.</summary>
    public int Count => _parts.Length;

    /// <summary>Values from one formula to the next: the points, padded with zeros to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>The formula of a number; shorter ones have smaller numbers.</summary>
    public Part this[int index] => _parts[index];

    /// <summary>Its values at the points, padded with zeros.</summary>
    public ReadOnlySpan<double> Values(int index) => _values.AsSpan(index * Stride, Stride);

    /// <summary>What was found so far.</summary>
    private sealed class Found(SearchProblem problem)
    {
        private readonly Evaluator _evaluator = new(problem.Points);
        private readonly HashSet<ulong> _seen = [];

        public List<(Part Part, double[] Values)> Parts { get; } = [];

        /// <summary>Builds formulas of up to so many nodes, a leaf counting one, until there are enough of all.</summary>
        public void List(Part[] leaves, byte[] unary, byte[] binary, int largest, int most)
        {
            // What another list has found counts as a building block here, but not as found again.
            var (bySize, blocks) = (new List<Part>[largest + 1], new HashSet<ulong>());
            bySize[1] = [.. leaves.Where(leaf => Take(leaf, blocks))];
            for (var size = 2; size <= largest; size++)
            {
                bySize[size] = [];
                foreach (var part in Combined(size).Concat(Called(size)))
                {
                    if (Parts.Count >= most)
                        return;
                    if (Take(part, blocks))
                        bySize[size].Add(part);
                }
            }

            // Even splits first: products of two functions before sums of a function and a long rest.
            IEnumerable<Part> Combined(int size) =>
                from left in Enumerable.Range(1, (size - 1) / 2).Reverse()
                let right = size - 1 - left
                from op in binary
                from one in bySize[left]
                from other in bySize[right]
                from turned in left == right || OperatorRegistry.Of(op).IsCommutative ? [false] : (bool[])[false, true]
                let first = turned ? other : one
                let second = turned ? one : other
                select new Part([op, .. first.Tokens, .. second.Tokens], [.. first.Constants, .. second.Constants]);

            IEnumerable<Part> Called(int size) =>
                from op in unary
                from part in bySize[size - 1]
                select new Part([op, .. part.Tokens], part.Constants);
        }

        /// <summary>Takes a formula whose values are finite and new; tells whether it is new as a block.</summary>
        private bool Take(Part part, HashSet<ulong> blocks)
        {
            if (part.Tokens.Length > 1 && !problem.Rules.Accepts(part.Tokens))
                return false;
            var values = _evaluator.Evaluate(part.Tokens, part.Constants);
            foreach (var value in values)
            {
                if (!double.IsFinite(value))
                    return false;
            }
            var hash = Fingerprint.OfValues(values);
            if (_seen.Add(hash))
                Parts.Add((part, values.ToArray()));
            return blocks.Add(hash);
        }
    }
}
