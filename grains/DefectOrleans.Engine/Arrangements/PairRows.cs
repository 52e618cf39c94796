using System.Collections.Immutable;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// Pair energies of a space by positions, and what defects to come can gain among themselves at most. Immutable.
/// </summary>
internal sealed class PairRows
{
    private readonly double[][][][] _rows;

    public PairRows(ArrangementSpace space)
    {
        var cell = space.Cell;
        _rows =
        [
            .. space.Kinds.Select((kind, turn) => space.Candidates[turn].Select(label => space.Kinds.Select((other, otherTurn) =>
                otherTurn < turn ? [] : space.Candidates[otherTurn].Select(otherLabel =>
                    cell.PairEnergy(kind, space.SiteAt[label], other, space.SiteAt[otherLabel])).ToArray()).ToArray()).ToArray()),
        ];
        AmongThemselves = [.. Enumerable.Range(0, space.KindAt.Length).Select(depth => Among(space, depth))];
    }

    /// <summary>The least that all defects from a depth on can have among themselves, eV.</summary>
    public ImmutableArray<double> AmongThemselves { get; }

    /// <summary>Energies of a turn's kind at a position with another's, a later turn's or the same, at all of its.</summary>
    public ReadOnlySpan<double> Of(int turn, int position, int other) => _rows[turn][position][other];

    private double Among(ArrangementSpace space, int depth)
    {
        var toCome = space.Counts.Select((count, turn) => Math.Clamp(space.Starts[turn] + count - depth, 0, count)).ToArray();
        var sum = 0.0;
        for (var turn = 0; turn < toCome.Length; turn++)
        {
            for (var other = 0; other < toCome.Length; other++)
            {
                var partners = toCome[other] - (turn == other ? 1 : 0);
                if (toCome[turn] > 0 && partners > 0)
                    sum += toCome[turn] * Least(space, turn, other, partners) / 2;
            }
        }
        return sum;
    }

    /// <summary>The least that so many partners can give one defect, wherever it is, eV.</summary>
    private static double Least(ArrangementSpace space, int turn, int other, int partners)
    {
        var (cell, cells) = (space.Cell, space.Cell.Supercell.Shape.Cells);
        var (kind, partner) = (space.Kinds[turn], space.Kinds[other]);
        return cell.Sites[kind].Where(site => site % cells == 0).Min(site => cell.Sites[partner].Where(far => far != site)
            .Select(far => cell.PairEnergy(kind, site, partner, far)).Order().Take(partners).Sum());
    }
}
