using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Tests.Crystals.Formats;

public class PymatgenReaderTests
{
    private const string BN =
        """
        {"@module": "pymatgen.core.structure", "@class": "Structure", "charge": 0,
         "lattice": {"matrix": [[2.51, 0, 0], [-1.255, 2.17372, 0], [0, 0, 15]], "pbc": [true, true, true], "a": 2.51},
         "sites": [
          {"species": [{"element": "B", "occu": 1}], "abc": [0.25, 0.5, 0.5], "xyz": [0, 1.08686, 7.5], "label": "B"},
          {"species": [{"element": "N", "oxidation_state": -3, "occu": 1}], "xyz": [1.255, 0, 7.5], "label": "N"}]}
        """;

    [Fact]
    public void Sites_are_read_by_fraction_or_place()
    {
        var structure = PymatgenReader.Read(BN, "x");

        Assert.Equal(["B", "N"], structure.Sites.Select(site => site.Element));
        Assert.Equal(new Vec3(0.25, 0.5, 0.5), structure.Sites[0].Fractional);
        Assert.Equal(new Vec3(0.5, 0, 0.5), structure.Sites[1].Fractional);
    }

    [Theory]
    [InlineData("\"element\": \"B\"", "\"element\": \"Bb\"", "x.json: site 1: 'Bb' is no element's symbol")]
    [InlineData("\"occu\": 1}], \"abc\"", "\"occu\": 0.5}], \"abc\"", "x.json: site 1: occupancy 0.5")]
    [InlineData("0.25", "NaN", "x.json, line 4: no valid JSON")]
    [InlineData("0.25", "\"0.25\"", "x.json: site 1: abc: \"0.25\" where a finite number was expected")]
    [InlineData("[0, 0, 15]", "[0, 0, 0]", "x.json: lattice vectors span a volume of 0")]
    [InlineData("\"sites\"", "\"atoms\"", "x.json: the structure has no 'sites'")]
    [InlineData("]}", "", "x.json, line 5: no valid JSON")]
    public void A_fault_is_named_with_its_place(string from, string to, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => PymatgenReader.Read(BN.Replace(from, to), "x", "x.json")).Message);
}
