using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Tests.Predictions;

/// <summary>Properties that records have no member for, by the example of the moment.</summary>
public class OtherPropertiesTests
{
    private static readonly FormulaBook Book = SampleBooks.WithMoments;

    [Theory]
    [InlineData("V_Mo V_S V_S", 1.5, 4.0, 4.0, 4.0)]
    [InlineData("V_S V_S", 0.0, 8.0)]
    [InlineData("V_Mo", 2.0)]
    public void The_highest_of_the_pairs_decides_and_none_is_below_0(string kinds, double moment, params double[] distances)
    {
        var told = Assert.Single(new Composer(Book).Predict(SampleBooks.Structure(kinds, distances)).Others!);

        Assert.Equal((Property.Moment, "magnetic moment", "µB"), (told.Property, told.Name, told.Unit));
        Assert.Equal(moment, told.Value!.Value, 1e-12);
        Assert.NotNull(told.Uncertainty);
    }

    [Fact]
    public void A_moment_that_is_not_known_has_a_reason_and_no_error_bar()
    {
        var prediction = new Composer(Book).Predict(SampleBooks.Structure("V_S"));

        Assert.Equal((null, null), (prediction.Others![0].Value, prediction.Others[0].Uncertainty));
        Assert.Equal(
            "the book does not know it of V_S alone", Assert.Single(prediction.Missing, m => m.Value == "moment").Reason);
    }

    [Fact]
    public void Books_without_say_nothing_of_them()
    {
        var prediction = new Composer(SampleBooks.Small).Predict(SampleBooks.Structure("V_Mo V_S", 4));

        Assert.Null(prediction.Others);
        Assert.DoesNotContain("thers", JsonSerializer.Serialize(prediction), StringComparison.Ordinal);
        Assert.DoesNotContain("thers", JsonSerializer.Serialize(SampleBooks.Small), StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_file_keeps_them()
    {
        var read = BookFile.FromBytes(BookFile.ToBytes(Book), "book");

        Assert.Equivalent(Book.Singles, read.Singles, strict: true);
        Assert.Equivalent(Book.Pairs, read.Pairs, strict: true);
    }

    [Theory]
    [InlineData(Property.Moment, double.NaN, "its magnetic moment is no finite number")]
    [InlineData(Property.Gap, 1, "another value of Gap; expected one of each of moment")]
    [InlineData((Property)77, 1, "another value of 77; expected one of each of moment")]
    public void Others_that_are_none_are_refused(Property property, double value, string fault)
    {
        var levels = Book.Singles[0].Levels with { Others = [new PropertyValue(property, value)] };
        var single = Book.Singles[0] with { Levels = levels };

        Assert.Contains($"singles[0] (V_Mo): {fault}", BookValidator.Faults(Book with { Singles = [single] }));
    }
}
