using System.Numerics;
using System.Runtime.InteropServices;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// Evaluates formulas over all points of a table at once, with derivatives by their constants. It owns its memory and
/// does not allocate once it has seen the longest formula, so every thread needs one of its own.
/// Invalid arithmetic gives NaN or infinity, never an exception.
/// </summary>
/// <remarks>
/// Prefix tokens are read from the right, every token's values are kept, and a sweep from the root back to the leaves
/// gives all derivatives for about the price of two evaluations (reverse mode). Columns are padded with copies of
/// their last point to whole vectors, so that no loop has a remainder.
/// </remarks>
public sealed class Evaluator
{
    private static readonly int Lanes = Vector<double>.Count;

    private readonly int _columns;
    private readonly int[] _groups;
    private double[] _memory;
    private Node[] _nodes = [];
    private int[] _open = [];
    private int[] _constantAt = [];
    private int _count;
    private int _constants;

    /// <summary>Makes an evaluator for a table.</summary>
    public Evaluator(PointTable table)
        : this(table, [])
    {
    }

    /// <summary>
    /// Makes an evaluator for tables one behind the other. Of a law's own numbers each table then takes its own: where
    /// constants are handed in, such a number has a value for each table.
    /// </summary>
    /// <param name="table">The rows of all tables.</param>
    /// <param name="groups">Where each table begins; none for a table alone.</param>
    internal Evaluator(PointTable table, int[] groups)
    {
        (Table, _groups) = (table, groups);
        Stride = (table.Count + Lanes - 1) / Lanes * Lanes;
        _columns = (Token.Pi + 1) * Lanes;
        _memory = new double[_columns + table.Variables.Length * Stride];
        for (var token = Token.Integer; token <= Token.Pi; token++)
            _memory.AsSpan(token * Lanes, Lanes).Fill(Literal.Value(token));
        for (var k = 0; k < table.Variables.Length; k++)
            Pad(table.Variables[k].AsSpan(), _memory.AsSpan(_columns + k * Stride, Stride));
        Grow(Token.Count);
    }

    private readonly record struct Node(Operand Value, Operand Adjoint, int Second, bool Varies);

    /// <summary>The points.</summary>
    public PointTable Table { get; }

    /// <summary>Number of points, rounded up to whole vectors.</summary>
    internal int Stride { get; }

    /// <summary>Values at the table's points; the span is good until the next call.</summary>
    /// <param name="tokens">A complete formula in prefix order.</param>
    /// <param name="constants">Values of its constant tokens, in order of appearance.</param>
    /// <exception cref="ArgumentException">The tokens are no complete formula, or need more variables or constants than
    /// given.</exception>
    public ReadOnlySpan<double> Evaluate(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants) =>
        EvaluatePadded(tokens, constants)[..Table.Count];

    /// <summary>Values, and derivatives by every constant.</summary>
    /// <param name="tokens">A complete formula in prefix order.</param>
    /// <param name="constants">Values of its constant tokens.</param>
    /// <param name="values">Filled: one value a point.</param>
    /// <param name="jacobian">Filled row-major [constants × points].</param>
    public void EvaluateWithJacobian(
        ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Span<double> values, Span<double> jacobian)
    {
        Evaluate(tokens, constants).CopyTo(values);
        Sweep(tokens);
        for (var j = 0; j < _constants; j++)
            PaddedDerivative(j)[..Table.Count].CopyTo(jacobian[(j * Table.Count)..]);
    }

    /// <summary>Values with padding: <see cref="Stride"/> of them.</summary>
    internal ReadOnlySpan<double> EvaluatePadded(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        if (tokens.Length > _nodes.Length)
            Grow(tokens.Length);

        _count = tokens.Length;
        _constants = constants.Length;
        ref var memory = ref MemoryMarshal.GetArrayDataReference(_memory);
        var nodes = _nodes;
        var open = _open;
        var depth = 0;
        var constant = constants.Length;
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            var token = tokens[i];
            if (OperatorRegistry.Find(token) is not { } entry)
            {
                nodes[i] = new Node(Leaf(token, constants, ref constant, i), default, 0, Token.IsFitted(token));
                open[depth++] = i;
                continue;
            }

            var arity = Token.Arity(token);
            if (depth < arity)
                throw Incomplete();
            var first = open[--depth];
            var second = arity == 2 ? open[--depth] : first;
            var (a, b) = (nodes[first].Value, nodes[second].Value);
            var result = (a.Mask | b.Mask) == Operand.NumberMask ? Number(i) : Column(i);
            entry.Forward(ref memory, a, b, result, Stride);
            nodes[i] = new Node(result, default, second, nodes[first].Varies | nodes[second].Varies);
            open[depth++] = i;
        }

        if (depth != 1)
            throw Incomplete();
        if (constant != 0)
            throw new ArgumentException(
                $"{constants.Length} constants were given; the formula has {constants.Length - constant}.");
        return Spread(nodes[0].Value, Column(0));
    }

    /// <summary>
    /// Derivatives by every constant of the formula evaluated last; read them with <see cref="PaddedDerivative"/>.
    /// </summary>
    internal void Sweep(ReadOnlySpan<byte> tokens)
    {
        ref var memory = ref MemoryMarshal.GetArrayDataReference(_memory);
        var nodes = _nodes;
        var constant = 0;
        nodes[0] = nodes[0] with { Adjoint = new Operand((Token.Integer + 2) * Lanes, Operand.NumberMask) };
        for (var i = 0; i < _count; i++)
        {
            ref var node = ref nodes[i];
            if (Token.IsFitted(tokens[i]))
                _constantAt[constant++] = i;
            if (!node.Varies || OperatorRegistry.Find(tokens[i]) is not { } entry)
                continue;

            ref var first = ref nodes[i + 1];
            ref var second = ref nodes[node.Second];
            var mask = first.Value.Mask | second.Value.Mask | node.Adjoint.Mask;
            if (entry.Arity == 2 && second.Varies)
            {
                var target = new Operand(Adjoint(node.Second), mask);
                entry.BackwardSecond(ref memory, first.Value, second.Value, node.Value, node.Adjoint, target, Stride);
                second = second with { Adjoint = target };
            }

            if (first.Varies)
            {
                var target = new Operand(Adjoint(i + 1), mask);
                entry.BackwardFirst(ref memory, first.Value, second.Value, node.Value, node.Adjoint, target, Stride);
                first = first with { Adjoint = target };
            }
        }
    }

    /// <summary>
    /// Derivative by one constant after <see cref="Sweep"/>, padded; of an own number, of each table by its own value.
    /// </summary>
    internal ReadOnlySpan<double> PaddedDerivative(int constant)
    {
        var position = _constantAt[constant];
        return Spread(_nodes[position].Adjoint, new Operand(Adjoint(position), Operand.ColumnMask));
    }

    /// <summary>
    /// Copies a column of the table's length, padding with <paramref name="padding"/> or copies of its last value.
    /// </summary>
    internal static void Pad(ReadOnlySpan<double> column, Span<double> padded, double? padding = null)
    {
        column.CopyTo(padded);
        padded[column.Length..].Fill(padding ?? column[^1]);
    }

    private static ArgumentException Incomplete() => new("The tokens are no complete formula in prefix order.");

    private Operand Leaf(byte token, ReadOnlySpan<double> constants, ref int constant, int position)
    {
        if (token == Token.Constant && _groups.Length > 0)
            return OwnNumbers(constants, ref constant, position);
        if (Token.IsFitted(token))
        {
            if (constant == 0)
                throw new ArgumentException($"The formula has more than the {constants.Length} constants given.");
            var number = Number(position);
            _memory.AsSpan(number.Offset, Lanes).Fill(constants[--constant]);
            return number;
        }

        if (Token.IsNumber(token))
            return new Operand(token * Lanes, Operand.NumberMask);
        var variable = Token.VariableIndex(token);
        if (variable < 0 || variable >= Table.Variables.Length)
            throw new ArgumentException($"Token {token} is no operand for a table of {Table.Variables.Length} variables.");
        return new Operand(_columns + variable * Stride, Operand.ColumnMask);
    }

    private Operand OwnNumbers(ReadOnlySpan<double> constants, ref int constant, int position)
    {
        if (constant < _groups.Length)
            throw new ArgumentException($"The law has more numbers than the {constants.Length} given.");
        var column = Column(position);
        constant -= _groups.Length;
        for (var group = 0; group < _groups.Length; group++)
        {
            var end = group + 1 < _groups.Length ? _groups[group + 1] : Stride;
            _memory.AsSpan(column.Offset + _groups[group], end - _groups[group]).Fill(constants[constant + group]);
        }
        return column;
    }

    /// <summary>An operand as a whole column; a number is written out into <paramref name="room"/>.</summary>
    private ReadOnlySpan<double> Spread(Operand operand, Operand room)
    {
        if (!operand.IsNumber)
            return _memory.AsSpan(operand.Offset, Stride);
        var span = _memory.AsSpan(room.Offset, Stride);
        span.Fill(_memory[operand.Offset]);
        return span;
    }

    // Memory: literals and columns, then for each token position a number, a column of values and one of adjoints.
    private int Rooms => _columns + Table.Variables.Length * Stride;

    private Operand Number(int position) => new(Rooms + position * Lanes, Operand.NumberMask);

    private Operand Column(int position) =>
        new(Rooms + _nodes.Length * Lanes + position * Stride, Operand.ColumnMask);

    private int Adjoint(int position) => Rooms + _nodes.Length * (Lanes + Stride) + position * Stride;

    private void Grow(int length)
    {
        _nodes = new Node[length];
        _open = new int[length];
        _constantAt = new int[length];
        Array.Resize(ref _memory, Rooms + length * (Lanes + 2 * Stride));
    }
}
