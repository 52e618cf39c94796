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
        var structure = Assert.Single(PymatgenReader.Read(BN, "x"));

        Assert.Equal(["B", "N"], structure.Sites.Select(site => site.Element));
        Assert.Equal(new Vec3(0.25, 0.5, 0.5), structure.Sites[0].Fractional);
        Assert.Equal(new Vec3(0.5, 0, 0.5), structure.Sites[1].Fractional);
    }

    [Theory]
    [InlineData("\"element\": \"B\"", "\"element\": \"Bb\"", "x.json: site 1: 'Bb' is no element's symbol")]
    [InlineData("\"occu\": 1}], \"abc\"", "\"occu\": 0.5}], \"abc\"", "x.json: site 1: occupancy 0.5")]
    [InlineData("0.25", "NaN", "x.json: site 1: abc: \"NaN\" where a finite number was expected")]
    [InlineData("0.25", "\"0.25\"", "x.json: site 1: abc: \"0.25\" where a finite number was expected")]
    [InlineData("[0, 0, 15]", "[0, 0, 0]", "x.json: lattice vectors span a volume of 0")]
    [InlineData("\"sites\"", "\"atoms\"", "x.json: the structure has no 'sites'")]
    [InlineData("]}", "", "x.json, line 5: no valid JSON")]
    [InlineData("\"lattice\"", "\"cell\"", "x.json: the structure has no 'lattice'")]
    public void A_fault_is_named_with_its_place(string from, string to, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<InputException>(() => PymatgenReader.Read(BN.Replace(from, to), "x", "x.json")).Message);

    [Theory]
    [InlineData("{\"material_id\": \"mp-1\", \"nsites\": 2, \"structure\": BN}")]
    [InlineData("{\"entry\": {\"energy\": -17.5, \"structure\": BN}, \"sites of interest\": []}")]
    [InlineData("[BN]")]
    public void A_document_is_read_for_the_structure_in_it(string document)
    {
        var structure = Assert.Single(StructureReader.Read(document.Replace("BN", BN, StringComparison.Ordinal), "x"));

        Assert.Equal(("x", 2), (structure.Name, structure.Sites.Length));
    }

    [Fact]
    public void Documents_of_a_list_are_told_apart_by_numbers()
    {
        var list = $"[{{\"structure\": {BN}}}, {BN}]";

        Assert.Equal(["x#1", "x#2"], PymatgenReader.Read(list, "x").Select(structure => structure.Name));
        Assert.StartsWith("x.json#1: site 1: 'Bb' is no",
            Assert.Throws<InputException>(() => PymatgenReader.Read(list.Replace("\"B\"", "\"Bb\""), "x", "x.json")).Message);
    }

    [Theory]
    [InlineData("{\"energy\": 1}", "x.json: no structure in it")]
    [InlineData("[]", "x.json: an empty list")]
    [InlineData("[1]", "x.json: no structure in it")]
    public void A_document_without_a_structure_is_refused(string document, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => PymatgenReader.Read(document, "x", "x.json")).Message);

    [Fact]
    public void A_number_that_nobody_uses_may_be_none()
    {
        var text = BN.Replace("\"label\": \"B\"",
            "\"label\": \"B\", \"properties\": {\"magmom\": NaN, \"u\": [-Infinity, Infinity], \"said\": \"NaN \\\" NaN\"}");

        Assert.Contains("magmom", text);
        Assert.Equal(2, Assert.Single(PymatgenReader.Read(text, "x")).Sites.Length);
    }

    [Fact]
    public void A_charge_is_said_since_formulas_are_of_neutral_structures()
    {
        Assert.Empty(Assert.Single(PymatgenReader.Read(BN, "x")).Warnings);
        var charged = Assert.Single(PymatgenReader.Read(BN.Replace("\"charge\": 0", "\"charge\": -1"), "x"));
        Assert.Equal("the file says charge -1; formulas are of neutral structures", Assert.Single(charged.Warnings));
    }

    [Theory]
    [InlineData("X0+")]
    [InlineData("X")]
    [InlineData("Va")]
    [InlineData("Vac")]
    public void A_dummy_keeps_the_place_of_an_atom_that_is_not_there(string dummy) => Assert.Equal(
        "N",
        Assert.Single(
            Assert.Single(PymatgenReader.Read(
                BN.Replace("\"element\": \"B\"", $"\"element\": \"{dummy}\""), "x")).Sites).Element);
}
