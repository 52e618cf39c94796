using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Readings;

public class ReadBookTests
{
    /// <summary>A crystal whose pairs all obey one law, V = a·exp(−b·r)/r.</summary>
    private static readonly Lazy<FormulaBook> OneLaw = new(() => Learn(Energy));

    [Fact]
    public void A_law_that_nobody_told_is_found()
    {
        var book = OneLaw.Value;
        var law = Assert.Single(book.Laws);

        Assert.Equal(Reading.Law, book.Reading);
        Assert.Empty(law.Exceptions);
        Assert.Equal((2, 0), (law.OwnNames.Count, law.Shared.Count));
        foreach (var member in law.Members)
        {
            var form = FormulaText.Parse(law.Form, ["r", .. law.OwnNames]);
            var channel = new PairChannel(PairType.Parse(member.PairType), member.Side);
            foreach (var r in (double[])[2.5, 4, 7])
            {
                var told = Value(form, [r, .. member.Own.Select(n => n.Value)]);
                Assert.Equal(Energy(channel, r), told, 1e-6);
            }
        }
    }

    [Fact]
    public void A_book_has_its_three_readings_and_gives_each_whole()
    {
        var book = OneLaw.Value;

        Assert.Equal([Reading.Law, Reading.Short, Reading.Close], BookReadings.Of(book));
        foreach (var reading in BookReadings.Of(book))
        {
            var read = BookReadings.In(book, reading);
            Assert.Equal(reading, read.Reading);
            Assert.Equal(BookReadings.Of(book), BookReadings.Of(read));
            Assert.Empty(BookValidator.Faults(read));
            Assert.Equal(BookFile.ToBytes(book), BookFile.ToBytes(InOrder(BookReadings.In(read, book.Reading), book)));
        }
    }

    [Fact]
    public void A_law_s_formulas_are_its_form_with_each_channel_s_numbers()
    {
        var book = BookReadings.In(OneLaw.Value, Reading.Law);
        var law = Assert.Single(book.Laws);
        var form = FormulaText.Parse(law.Form, ["r", .. law.OwnNames]);

        foreach (var member in law.Members)
        {
            var pair = book.Pairs.Single(p => p.PairType == member.PairType && p.Side == member.Side);
            var formula = FormulaText.Parse(pair.Chosen.Text, ["r"]);
            Assert.All(pair.Table, p => Assert.Equal(
                Value(formula, [p.Distance]), Value(form, [p.Distance, .. member.Own.Select(n => n.Value)]), 1e-12));
        }
    }

    /// <summary>No channel of another form is bent into the law, and short formulas stay short and without crests.</summary>
    [Fact]
    public void Short_formulas_are_short_and_have_no_crest_between_the_points()
    {
        var book = BookReadings.In(OneLaw.Value, Reading.Short);

        Assert.All(book.Pairs, pair =>
        {
            var formula = FormulaText.Parse(pair.Chosen.Text, ["r"]);
            Assert.True(pair.Chosen.Complexity <= LawSearch.MostComplex && formula.Constants.Length <= 5, pair.Chosen.Text);
            var between = new BetweenPoints(new PointTable(
                [[.. pair.Table.Select(p => p.Distance)]], [.. pair.Table.Select(p => p.Value)]));
            Assert.True(between.Accepts(formula.Tokens.AsSpan(), formula.Constants.AsSpan()), pair.Chosen.Text);
        });
    }

    private static double Value(Expression formula, double[] at) => new Evaluator(
        new PointTable([.. at.Select(x => (double[])[x])], new double[1])).Evaluate(
            formula.Tokens.AsSpan(), formula.Constants.AsSpan())[0];

    private static double Energy(PairChannel channel, double r)
    {
        var (amplitude, rate) = (channel.Type.First == channel.Type.Second, channel.Side) switch
        {
            (false, _) => (-14, 1.0),
            (true, Side.Opposite) => (6, 1.1),
            _ => channel.Type.First == KnownCrystal.VMo ? (20, 0.95) : (-9, 1.05),
        };
        return amplitude * Math.Exp(-rate * r) / r;
    }

    private static FormulaBook Learn(Func<PairChannel, double, double> law)
    {
        TrainingSample[] samples =
        [
            .. KnownCrystal.OneAndTwo().Select(sample => sample with
            {
                Energy = KnownCrystal.ReferenceEnergy + sample.Structure.Defects.Sum(d => KnownCrystal.Singles[d.Kind])
                    + sample.Structure.Pairs.Sum(p => law(p.Channel, p.DistanceAngstrom)),
            }),
        ];
        var options = new DiscoveryOptions { Properties = [Property.Energy], Epochs = 12, Islands = 2, Threads = 2 };
        return LocalCampaign.Run(
            KnownCrystal.Training(samples), options, checkpoint: null, progress: null, TimeProvider.System,
            CancellationToken.None)!;
    }

    /// <summary>The other readings in another book's order: which one stands first says nothing.</summary>
    private static FormulaBook InOrder(FormulaBook book, FormulaBook like) => book with
    {
        Readings = [.. like.Readings.Select(r => book.Readings.Single(other => other.Reading == r.Reading))],
    };
}
