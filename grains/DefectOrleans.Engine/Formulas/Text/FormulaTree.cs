using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>
/// A formula while it is read: operators come after their first operands, so its prefix order is known at the end alone.
/// Every operator and leaf is looked at once.
/// </summary>
internal sealed class FormulaTree
{
    private readonly List<Node> _nodes = [];

    private readonly record struct Node(byte Token, double Constant, int First, int Second, int Depth);

    /// <summary>Adds a leaf.</summary>
    /// <returns>Its number.</returns>
    public int Leaf(byte token, double constant = 0) => Add(new(token, constant, -1, -1, 0));

    /// <summary>Adds a number, as a literal where there is one.</summary>
    public int Number(double value) => Literal.TryToken(value, out var token) ? Leaf(token) : Leaf(Token.Constant, value);

    /// <summary>Adds an operator over one or two operands.</summary>
    public int Apply(byte token, int first, int second = -1) =>
        Add(new(token, 0, first, second, 1 + Math.Max(_nodes[first].Depth, second < 0 ? 0 : _nodes[second].Depth)));

    /// <summary>The token of an operator or leaf.</summary>
    public byte TokenOf(int node) => _nodes[node].Token;

    /// <summary>How many operators stand within each other there.</summary>
    public int DepthOf(int node) => _nodes[node].Depth;

    /// <summary>The formula in prefix order.</summary>
    /// <param name="root">Its outermost operator.</param>
    public Expression From(int root)
    {
        var tokens = ImmutableArray.CreateBuilder<byte>(_nodes.Count);
        var constants = ImmutableArray.CreateBuilder<double>();
        var left = new Stack<int>([root]);
        while (left.TryPop(out var next))
        {
            var node = _nodes[next];
            tokens.Add(node.Token);
            if (node.Token == Token.Constant)
                constants.Add(node.Constant);
            if (node.Second >= 0)
                left.Push(node.Second);
            if (node.First >= 0)
                left.Push(node.First);
        }

        return new(tokens.ToImmutable(), constants.ToImmutable());
    }

    private int Add(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
