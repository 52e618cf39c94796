using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>
/// Laws of three own and two shared numbers through a search's scorer, on ten tables of 18 points. No number is known before,
/// as of a law that the network samples; an edited law, which knows its numbers, takes a fifth of the time.
/// </summary>
internal static class LawLoop
{
    private const int Tables = 10, Points = 18, Own = 3, Shared = 2, Laws = 500, Draws = 60_000, MostTokens = 20, Complexity = 30;

    /// <summary>The loop for one thread.</summary>
    public static SpeedLoop Scoring()
    {
        var problem = new LawTableFit(Made(), OperatorRegistry.Usual) { MaxComplexity = Complexity }.Problem;
        var laws = Draw(problem.Rules);
        var scorer = new LawScorer(problem, seed: 1);
        var (archive, front) = (new Archive(problem.MaxComplexity, depth: 12), new ParetoFront());
        var (buffer, kept) = (new FormulaBuffer(Tables), 0L);
        return new SpeedLoop(
            _ =>
            {
                var before = scorer.Scored;
                scorer.Forget();
                foreach (var tokens in laws)
                {
                    buffer.Clear();
                    foreach (var token in tokens)
                        buffer.Append(token);
                    var allocated = GC.GetAllocatedBytesForCurrentThread();
                    var threshold = archive.Threshold(LawComplexity.Of(tokens, Tables), Numbers.Fitted);
                    if (scorer.Score(buffer, archive, front, out var error) is { } law)
                        archive.Offer(law);
                    if (error < threshold)
                        kept += GC.GetAllocatedBytesForCurrentThread() - allocated;
                }
                return scorer.Scored - before;
            },
            () => kept);
    }

    /// <summary>Random formulas of as many numbers, of which some are drawn to be shared ones.</summary>
    private static byte[][] Draw(FormulaRules rules)
    {
        var formulas = rules with
        {
            Allowed = (OperatorRegistry.Usual | FormulaRules.Variables(1)).With(Token.Constant), MaxLength = MostTokens,
            MaxConstants = Own + Shared,
        };
        var random = new SeededRandom(1);
        byte[][] laws =
        [
            .. RandomFormulas.Draw(Draws, formulas, MostTokens + 1, seed: 1).Chunk(MostTokens + 1)
                .Select(row => PrefixOrder.BeforeEnd(row).ToArray())
                .Where(tokens => tokens.AsSpan().Count(Token.Constant) == Own + Shared).Take(Laws),
        ];
        foreach (var law in laws)
        {
            for (var shared = 0; shared < Shared; shared++)
                law[NthConstant(law, random.NextInt(Own + Shared - shared))] = Token.Shared;
        }
        return laws;
    }

    private static int NthConstant(byte[] law, int n) =>
        Enumerable.Range(0, law.Length).Where(at => law[at] == Token.Constant).ElementAt(n);

    /// <summary>Waves that fade, stronger or weaker from table to table.</summary>
    private static ImmutableArray<PointTable> Made()
    {
        double[] r = [.. Enumerable.Range(0, Points).Select(i => 2.4 + 0.6 * i)];
        return
        [
            .. Enumerable.Range(1, Tables).Select(table => new PointTable(
                [r], [.. r.Select(x => (Math.Cos(table) + Math.Sin(2 * table) * Math.Cos(2.1 * x)) * Math.Exp(-0.6 * x))])),
        ];
    }
}
