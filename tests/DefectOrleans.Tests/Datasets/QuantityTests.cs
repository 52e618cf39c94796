using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Tests.Datasets;

public class QuantityTests
{
    [Fact]
    public void Every_property_has_one_entry_in_the_order_of_the_enumeration() =>
        Assert.Equal(Enum.GetValues<Property>(), Quantity.All.Select(quantity => quantity.Property));

    [Fact]
    public void Words_are_those_of_the_enumeration() =>
        Assert.All(Quantity.All, quantity => Assert.Equal($"{quantity.Property}".ToLowerInvariant(), quantity.Word));

    [Fact]
    public void A_property_without_an_entry_is_no_other_one() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Of((Property)99));

    [Fact]
    public void Words_keys_and_names_tell_them_apart()
    {
        foreach (var names in (Func<Quantity, string>[])[
            q => q.Word, q => q.Name, q => q.ErrorKey, q => q.Symbol.Text, q => q.OfStructures
        ])
            Assert.Equal(Quantity.All.Length, Quantity.All.Select(names).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(Property.Homo, 2, 1, true)]
    [InlineData(Property.Lumo, 2, 1, false)]
    [InlineData(Property.Gap, 1, 2, true)]
    [InlineData(Property.Moment, 2, 1, true)]
    public void The_highest_or_the_lowest_of_pairs_values_decides(Property property, double value, double so, bool decides) =>
        Assert.Equal(decides, Quantity.Of(property).Decides(value, so));
}
