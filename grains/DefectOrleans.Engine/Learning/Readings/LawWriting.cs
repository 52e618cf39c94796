using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;

namespace DefectOrleans.Engine.Learning.Readings;

/// <summary>A law as a book tells it: with the numbers that refinement has given it.</summary>
internal static class LawWriting
{
    private static readonly string[] Variables = ["r"];

    /// <summary>Writes a law down.</summary>
    /// <param name="search">The law's search.</param>
    /// <param name="law">The law as it was found.</param>
    /// <param name="formulas">The channels' refined formulas, those of exceptions too.</param>
    public static BookLaw Of(LawSearch search, DescribedLaw law, IEnumerable<LearnedFormula> formulas)
    {
        var ours = formulas.Where(f => f.Search.Property == search.Property).ToList();
        var (members, exceptions) = (ours.FindAll(f => f.IsOfLaw), ours.FindAll(f => !f.IsOfLaw));
        var refined = Refined(search, law, members);
        var errors = Errors(search, law, refined);
        var text = LawText.Of(refined, law.Tables, Variables);
        return new BookLaw
        {
            Property = search.Property,
            Form = text.Form,
            OwnNames = text.OwnNames,
            Shared =
            [
                .. Places(law).Where(p => p.Token == Token.Shared).Select(p => Stated(refined.Constants[p.At], errors[p.At])),
            ],
            Members = [.. members.Select(m => Member(search, law, errors, m))],
            Exceptions =
            [
                .. exceptions.Select(e => new LawException(e.Search.Table.Channel.Type.ToString(), e.Search.Table.Channel.Side)),
            ],
            Complexity = Complexity.Of(law.Expression.Tokens.AsSpan()),
        };
    }

    /// <summary>
    /// Standard errors of the refined numbers. Channels miss by very different amounts: an own number is as certain as its own
    /// channel's points make it, not as all channels' do.
    /// </summary>
    private static ImmutableArray<double> Errors(LawSearch search, DescribedLaw law, Expression refined)
    {
        var tables = search.Problem.Tables!;
        var described = new LawLength(tables).Of(refined);
        double[] errors = [.. described.StandardErrors];
        for (var table = 0; table < law.Tables; table++)
        {
            var share = Math.Sqrt(MeanSquare(tables.Tables[table], LawNumbers.MemberOf(refined, table, law.Tables))
                / described.MeanSquare);
            foreach (var (_, at) in Places(law).Where(p => p.Token == Token.Constant))
                errors[at + table] *= share;
        }
        return [.. errors];
    }

    private static double MeanSquare(PointTable points, Expression formula)
    {
        var values = new Evaluator(points).Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
        var sum = 0.0;
        for (var i = 0; i < points.Count; i++)
            sum += points.Weights[i] * (values[i] - points.Target[i]) * (values[i] - points.Target[i]);
        return sum / points.TotalWeight;
    }

    private static LawMember Member(
        LawSearch search, DescribedLaw law, ImmutableArray<double> errors, LearnedFormula member)
    {
        var channel = search.ChannelOf(member.Search);
        var own = Places(law).Select((place, constant) => (place, constant)).Where(p => p.place.Token == Token.Constant)
            .Select(p => Stated(
                member.Chosen.Expression.Constants[p.constant],
                channel is { } at ? errors[p.place.At + at] : double.PositiveInfinity));
        return new LawMember(member.Search.Table.Channel.Type.ToString(), member.Search.Table.Channel.Side, [.. own]);
    }

    /// <summary>The law with its members' numbers; of channels that are exceptions it keeps its own.</summary>
    private static Expression Refined(LawSearch search, DescribedLaw law, List<LearnedFormula> members)
    {
        double[] constants = [.. law.Expression.Constants];
        foreach (var member in members)
        {
            var (numbers, constant) = (member.Chosen.Expression.Constants, 0);
            foreach (var (token, at) in Places(law))
            {
                if (token == Token.Shared)
                    constants[at] = numbers[constant];
                else if (search.ChannelOf(member.Search) is { } channel)
                    constants[at + channel] = numbers[constant];
                constant++;
            }
        }
        return law.Expression with { Constants = [.. constants] };
    }

    /// <summary>The law's fitted numbers and where their values begin.</summary>
    private static IEnumerable<(byte Token, int At)> Places(DescribedLaw law)
    {
        var at = 0;
        foreach (var token in law.Expression.Tokens.Where(Token.IsFitted))
        {
            yield return (token, at);
            at += token == Token.Constant ? law.Tables : 1;
        }
    }

    private static StatedNumber Stated(double value, double error) => new(value, double.IsFinite(error) ? error : null);
}
