using System.Numerics.Tensors;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// The energy that no arrangement of a beginning lies below: what is placed, and of each defect to come the least that any free
/// sites give it beside those placed, with half of the least that so many others can give it anywhere. Pairs alone: a book
/// with three-body energies has no such bound. For one thread.
/// </summary>
internal sealed class EnergyBound
{
    // eV. Sums in another order differ by rounding.
    private const double Rounding = 1e-9;

    private readonly ArrangementSpace _space;
    private readonly PairRows _rows;
    private readonly double[] _energies;
    private readonly double[][][] _fields;
    private readonly double[][] _afterwards;
    private readonly double[] _later;

    public EnergyBound(ArrangementSpace space, PairRows rows)
    {
        (_space, _rows) = (space, rows);
        var defects = space.KindAt.Length;
        _energies = new double[defects + 1];
        _energies[0] = space.Cell.Reference;
        _fields = [.. Enumerable.Range(0, defects + 1).Select(_ => space.Candidates.Select(c => new double[c.Length]).ToArray())];
        for (var turn = 0; turn < space.Kinds.Length; turn++)
            _fields[0][turn].AsSpan().Fill(space.Cell.OwnEnergy(space.Kinds[turn]));
        _afterwards = [.. space.KindAt.Select(turn => new double[space.Candidates[turn].Length])];
        _later = new double[defects];
    }

    /// <summary>Makes bounds ready for the defect of a depth at positions from one on.</summary>
    public void Enter(int depth, int from)
    {
        var turn = _space.KindAt[depth];
        var toCome = _space.Starts[turn] + _space.Counts[turn] - depth - 1;
        var later = _rows.AmongThemselves[depth] + _energies[depth] - Rounding;
        for (var other = turn + 1; other < _space.Kinds.Length; other++)
            later += Least(_fields[depth][other], _space.Counts[other]);
        _later[depth] = later;
        Afterwards(_fields[depth][turn], _afterwards[depth], from, toCome);
    }

    /// <summary>The bound where the defect of a depth takes a position, eV.</summary>
    public double Of(int depth, int position) =>
        _later[depth] + _fields[depth][_space.KindAt[depth]][position] + _afterwards[depth][position];

    /// <summary>Places the defect of a depth.</summary>
    public void Place(int depth, int position)
    {
        var turn = _space.KindAt[depth];
        _energies[depth + 1] = _energies[depth] + _fields[depth][turn][position];
        for (var other = turn; other < _space.Kinds.Length; other++)
            TensorPrimitives.Add<double>(_fields[depth][other], _rows.Of(turn, position, other), _fields[depth + 1][other]);
    }

    /// <summary>For each position the sum of so many least values of those behind it.</summary>
    private static void Afterwards(double[] field, double[] sums, int from, int count)
    {
        if (count == 0)
            return;
        Span<double> least = stackalloc double[count];
        least.Fill(double.PositiveInfinity);
        var sum = double.PositiveInfinity;
        for (var position = field.Length - 1; position >= from; position--)
        {
            sums[position] = sum;
            if (Insert(least, field[position]))
                sum = Sum(least);
        }
    }

    private static double Least(double[] field, int count)
    {
        Span<double> least = stackalloc double[count];
        least.Fill(double.PositiveInfinity);
        foreach (var value in field)
            Insert(least, value);
        return Sum(least);
    }

    private static bool Insert(Span<double> least, double value)
    {
        var at = least.Length - 1;
        if (!(value < least[at]))
            return false;
        for (; at > 0 && least[at - 1] > value; at--)
            least[at] = least[at - 1];
        least[at] = value;
        return true;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
