using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class EliteQueueTests
{
    [Fact]
    public void The_best_share_of_the_last_epochs_is_drawn_each_row_once()
    {
        var queue = new EliteQueue(epochs: 2, steps: 8);
        queue.Enqueue(Best([("cos(x1)", 0)], share: 0.5));
        queue.Enqueue(Best([("x1", 3), ("sin(x1)", 1), ("exp(x1)", 2), ("x1 + x1", 4)], share: 0.5));
        queue.Enqueue(Best([("log(x1)", 1), ("x1 + x1 + x1 + x1 + x1", 0)], share: 1));
        var random = new SeededRandom(1);

        var rows = queue.Draw(100, ref random);

        Assert.Equal(3 * 8, rows.Length);
        Assert.Equal(
            new SortedSet<string> { "sin(x1)", "exp(x1)", "log(x1)" },
            new SortedSet<string>(rows.Chunk(8).Select(row => new Expression([.. PrefixOrder.BeforeEnd(row)], []).ToString())));
        Assert.Equal(2 * 8, queue.Draw(2, ref random).Length);
    }

    private static byte[][] Best((string Formula, double Error)[] scored, double share)
    {
        var rows = new ScoredRows(steps: 8, knownTokens: Token.PretrainedCount);
        foreach (var (formula, error) in scored)
            rows.Add(FormulaText.Parse(formula).Tokens.AsSpan(), error, Origin.Edit);
        return rows.Best(share, new Yield[Yields.Origins]);
    }
}
