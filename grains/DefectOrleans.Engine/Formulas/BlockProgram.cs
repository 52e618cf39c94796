using System.Numerics;
using System.Runtime.InteropServices;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// A formula of one variable over long columns: each operator runs over a block of points that stays in the first-level
/// cache. Immutable; does not allocate.
/// </summary>
internal sealed class BlockProgram
{
    private const int Block = 128;
    private static readonly int Lanes = Vector<double>.Count;

    private readonly Instruction[] _instructions;
    private readonly double[] _numbers;
    private readonly int _memory;
    private readonly Operand _result;

    /// <summary>Lays a formula out.</summary>
    /// <param name="expression">A complete formula.</param>
    public BlockProgram(Expression expression)
    {
        // Memory: numbers, the variable, and a column for each place of the stack.
        var tokens = expression.Tokens;
        var variable = new Operand(tokens.Length * Lanes, Operand.ColumnMask);
        _numbers = new double[variable.Offset];
        var instructions = new List<Instruction>();
        var stack = new Stack<Operand>();
        var (constant, number, columns) = (expression.Constants.Length, 0, 0);
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            if (OperatorRegistry.Find(tokens[i]) is not { } entry)
            {
                stack.Push(Token.IsVariable(tokens[i])
                    ? variable
                    : Number(new Vector<double>(
                        tokens[i] == Token.Constant ? expression.Constants[--constant] : Literal.Value(tokens[i]))));
                continue;
            }

            var first = stack.Pop();
            var second = entry.Arity == 2 ? stack.Pop() : first;
            if (first.IsNumber && second.IsNumber)
            {
                stack.Push(Number(entry.Apply(At(first), At(second))));
                continue;
            }

            // An operator reads a position before it writes it, so the result may take an operand's place.
            var result = new Operand(variable.Offset + (1 + stack.Count) * Block, Operand.ColumnMask);
            columns = Math.Max(columns, stack.Count + 1);
            instructions.Add(new Instruction(entry, first, second, result));
            stack.Push(result);
        }

        _result = stack.Pop();
        _instructions = [.. instructions];
        _memory = variable.Offset + (1 + columns) * Block;

        Operand Number(Vector<double> value)
        {
            value.CopyTo(_numbers, number);
            number += Lanes;
            return new Operand(number - Lanes, Operand.NumberMask);
        }

        Vector<double> At(Operand operand) => new(_numbers, operand.Offset);
    }

    private readonly record struct Instruction(Operator Operator, Operand First, Operand Second, Operand Result);

    /// <summary>Values at the points, in place of what <paramref name="result"/> held or added to it.</summary>
    public void Run(ReadOnlySpan<double> points, Span<double> result, bool add)
    {
        Span<double> memory = stackalloc double[_memory];
        _numbers.CopyTo(memory);
        var variable = memory.Slice(_numbers.Length, Block);
        for (var from = 0; from < points.Length; from += Block)
        {
            var count = Math.Min(Block, points.Length - from);
            var padded = (count + Lanes - 1) / Lanes * Lanes;
            Evaluator.Pad(points.Slice(from, count), variable[..padded]);
            ref var start = ref MemoryMarshal.GetReference(memory);
            foreach (ref readonly var step in _instructions.AsSpan())
                step.Operator.Forward(ref start, step.First, step.Second, step.Result, padded);
            Write(memory, result.Slice(from, count), add);
        }
    }

    private void Write(ReadOnlySpan<double> memory, Span<double> result, bool add)
    {
        var step = _result.IsNumber ? 0 : 1;
        var values = memory[_result.Offset..];
        var i = 0;
        for (; i <= result.Length - Lanes; i += Lanes)
        {
            var value = new Vector<double>(values[(i * step)..]);
            (add ? value + new Vector<double>(result[i..]) : value).CopyTo(result[i..]);
        }
        for (; i < result.Length; i++)
            result[i] = values[i * step] + (add ? result[i] : 0);
    }
}
