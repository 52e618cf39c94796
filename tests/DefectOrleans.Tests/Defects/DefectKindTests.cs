using DefectOrleans.Engine;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Defects;

public class DefectKindTests
{
    [Theory]
    [InlineData("V_S", null, "S")]
    [InlineData("W_Mo", "W", "Mo")]
    [InlineData("V23_S", "V", "S")]
    public void Names_round_trip(string name, string? element, string site)
    {
        var kind = DefectKind.Parse(name);

        Assert.Equal(new DefectKind(element, site), kind);
        Assert.Equal(name, kind.ToString());
    }

    [Fact]
    public void A_name_without_a_site_is_refused() =>
        Assert.Contains("'VS'", Assert.Throws<InputException>(() => DefectKind.Parse("VS")).Message);

    [Fact]
    public void A_pair_type_does_not_depend_on_the_order_of_its_kinds()
    {
        var (one, other) = (DefectKind.Parse("V_S"), DefectKind.Parse("V_Mo"));

        Assert.Equal(new PairType(one, other), new PairType(other, one));
        Assert.Equal("V_Mo|V_S", new PairType(one, other).ToString());
    }
}
