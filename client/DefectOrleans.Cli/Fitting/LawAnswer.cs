using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Fitting;

/// <summary>What a fit of one law for many groups found, or that of a form that was given.</summary>
/// <param name="Table">The groups.</param>
/// <param name="Law">The law.</param>
/// <param name="Text">How it is written, with letters for the groups' own numbers.</param>
/// <param name="Names">
/// Names of its numbers in order of appearance; empty text for shared ones that have none, null for one that was told before.
/// </param>
internal sealed record LawAnswer(GroupedTable Table, DescribedLaw Law, LawText Text, ImmutableArray<string?> Names)
{
    /// <summary>Other laws of the front, as they are written, simplest first; empty for a form that was given.</summary>
    public ImmutableArray<DescribedLaw> Front { get; init; } = [];

    /// <summary>The next simpler law of the front; null for none.</summary>
    public DescribedLaw? Simpler => Front.LastOrDefault(law => law.Expression.Complexity < Law.Expression.Complexity);

    /// <summary>The next more complex one; null for none.</summary>
    public DescribedLaw? MoreComplex => Front.FirstOrDefault(law => law.Expression.Complexity > Law.Expression.Complexity);

    /// <summary>
    /// How much longer a law's description is than the chosen one's, nats; negative of one that was passed over.
    /// </summary>
    public double Longer(DescribedLaw law) => law.Length.Total - Law.Length.Total;

    /// <summary>How the search went; null for a form that was given.</summary>
    public SearchResult? Search { get; init; }

    /// <summary>Weighted mean absolute error of a law, in the target's unit.</summary>
    public double MeanAbsolute(DescribedLaw law)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var group = 0; group < Table.Tables.Length; group++)
        {
            sum += Sum(law, group);
            weight += Table.Tables[group].TotalWeight;
        }
        return sum / weight;
    }

    /// <summary>The same on one group.</summary>
    public double MeanAbsolute(int group) => Sum(Law, group) / Table.Tables[group].TotalWeight;

    /// <summary>The law's numbers: what it is called, whether each group has its own, and where its values begin.</summary>
    public IEnumerable<(string Name, bool IsOwn, int Offset)> Numbers()
    {
        var (offset, at) = (0, 0);
        foreach (var token in Law.Expression.Tokens.Where(Token.IsFitted))
        {
            if (Names[at++] is { } name)
                yield return (name, token == Token.Constant, offset);
            offset += token == Token.Constant ? Law.Tables : 1;
        }
    }

    private double Sum(DescribedLaw law, int group)
    {
        var (points, member) = (Table.Tables[group], law.MemberOf(group));
        var values = new Evaluator(points).Evaluate(member.Tokens.AsSpan(), member.Constants.AsSpan());
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += points.Weights[i] * Math.Abs(values[i] - points.Target[i]);
        return sum;
    }
}
