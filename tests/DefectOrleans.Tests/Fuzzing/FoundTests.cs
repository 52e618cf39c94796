using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Segvae.Search;

namespace DefectOrleans.Tests.Fuzzing;

/// <summary>What the fuzzer found, as small as it goes.</summary>
public sealed class FoundTests
{
    [Theory]
    [InlineData("1e308")]
    [InlineData("-1e308")]
    [InlineData("1001")]
    public void A_site_astray_is_named_before_it_is_looked_for_among_all_images(string place)
    {
        var poscar = $"far\n1\n3.19 0 0\n-1.595 2.7626 0\n0 0 15\nMo S\n1 1\nDirect\n0 0 0.5\n0.3 {place} 0.6\n";
        var message = Assert.Throws<InputException>(() => StructureReader.Read(poscar, "POSCAR")).Message;
        Assert.StartsWith("POSCAR: site 2 (S) at fractional ", message, StringComparison.Ordinal);
        Assert.EndsWith("within 1000 cells was expected", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e9)]
    [InlineData(1e300)]
    [InlineData(5000)]
    public void A_structure_of_endless_vectors_is_no_supercell(double length)
    {
        var structure = new Structure(
            "endless", new Lattice(new Vec3(length, 0, 0), new Vec3(0, 5, 0), new Vec3(0, 0, 1e-4)), [new Site("Mo", default)]);
        Assert.Contains(
            "in-plane vectors", Assert.Throws<InputException>(() => new DefectFinder(SampleCells.MoS2()).Find(structure)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_supercell_of_more_sites_than_fit_into_memory_is_refused() => Assert.Contains(
        "a supercell of 2147483647×2147483647 unit cells of 3 sites; at most 20000 sites were expected",
        Assert.Throws<InputException>(() => new DefectFinder(SampleCells.MoS2()).Supercell(int.MaxValue, int.MaxValue)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"elem\\uD800\": 1")]
    [InlineData("\"element\": \"\\uD800\"")]
    public void Half_a_character_in_json_is_no_fault_of_ours(string member)
    {
        var json = $$"""
            {"lattice": {"matrix": [[3, 0, 0], [0, 3, 0], [0, 0, 15]]},
             "sites": [{"species": [{"element": "Mo", "occu": 1, {{member}}}], "abc": [0, 0, 0]}]}
            """;
        Assert.StartsWith("x.json: ", Assert.Throws<InputException>(() => StructureReader.Read(json, "x", "x.json")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void A_length_that_an_islands_state_makes_up_takes_no_memory(int length)
    {
        byte[] state = [.. "ISLAND\0\x03"u8, 0, 0, 0, 0, 1, 2, 3];
        BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(8), length);
        var problem = Made.Problem(Made.Table("2*x1"));
        Island Read() => Island.Read(
            new MemoryStream(state), stream => ManagedNetwork.Read(stream), problem, Made.Options, Made.Network, seed: 1);
        Assert.Throws<InputException>(Read);
        Assert.InRange(Bytes(() => Assert.Throws<InputException>(Read)), 0, 50_000_000);
    }

    [Fact]
    public void A_size_that_a_networks_file_makes_up_takes_no_memory()
    {
        using var written = new MemoryStream();
        using (var network = Made.Network())
            network.Write(written, withOptimizer: true);
        var bytes = written.ToArray();
        foreach (var at in (int[])[16, 20])
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), 4096);
        void Read() =>
            Assert.Contains(
                "ends within", Assert.Throws<InputException>(() => ManagedNetwork.Read(new MemoryStream(bytes))).Message,
                StringComparison.Ordinal);
        Assert.InRange(Bytes(Read), 0, 10_000_000);
    }

    [Theory]
    [InlineData("""{"Campaign":"c","Finished":{"a":null}}""")]
    [InlineData("""{"Campaign":"c","Finished":{"a":[null]}}""")]
    [InlineData("""{"Campaign":"c","Finished":{"a":[{"Tokens":null,"Constants":[],"Error":0,"Complexity":1}]}}""")]
    [InlineData("""{"Campaign":"c","Finished":{"a":[{"Tokens":"/////w==","Constants":[],"Error":0,"Complexity":1}]}}""")]
    [InlineData("""{"Campaign":"c","Finished":{"a":[{"Tokens":"","Constants":null,"Error":0,"Complexity":1}]}}""")]
    [InlineData("""{"Campaign":"c","Finished":{},"Triples":[null]}""")]
    public void A_campaign_s_checkpoint_that_holds_no_formulas_is_damaged(string json) => Assert.Equal(
        "b.json.state: the interrupted campaign is damaged; delete it to start anew",
        Assert.Throws<InputException>(() => CampaignCheckpoint.Read("b.json.state", Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void A_formula_of_a_checkpoint_without_its_numbers_or_of_other_variables_is_damaged()
    {
        var search = PairSearch.For(
            new PairTable(new PairChannel(PairType.Parse("V_Mo|V_S"), Side.Middle), Property.Energy,
                [.. Enumerable.Range(2, 8).Select(r => new TablePoint(r, 1.5 * r, 0.001, 1, 6))]),
            maxComplexity: 20);
        CampaignCheckpoint Read(string formula, string constants) => CampaignCheckpoint.Read("x", Encoding.UTF8.GetBytes(
            $$"""
            {"Campaign":"c","Finished":{"{{search.Name}}":[
              {"Tokens":"{{Convert.ToBase64String([.. FormulaText.Parse(formula, ["r", "s"]).Tokens])}}",
               "Constants":{{constants}},"Error":0,"Complexity":3} ] } }
            """));
        Assert.Single(Read("1.5*r", "[1.5]").Finished(search)!);
        Assert.Contains("damaged", Assert.Throws<InputException>(() => Read("1.5*r", "[]").Finished(search)).Message,
            StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<InputException>(() => Read("1.5*s", "[1.5]").Finished(search)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_would_unpack_to_a_memory_full_is_refused(bool isZip)
    {
        using var packed = new MemoryStream();
        var zeros = new byte[1 << 20];
        using (var archive = isZip ? new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true) : null)
        {
            using var member = archive?.CreateEntry("POSCAR").Open() ?? new GZipStream(
                packed, CompressionLevel.Optimal, leaveOpen: true);
            for (var megabyte = 0; megabyte < 300; megabyte++)
                member.Write(zeros);
        }
        var bytes = packed.ToArray();
        var took = Bytes(() => Assert.Contains(
            "MB come out of it", Assert.Throws<InputException>(() => StructureReader.TextsOf("x", bytes)).Message,
            StringComparison.Ordinal));
        Assert.InRange(took, 0, 200L << 20);
    }

    private static long Bytes(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Theory]
    [InlineData("1\nLattice=\"3 0 0 0 3 0 0 0 15\" Properties=magmom:R:2147483647:id:I:2:species:S:1:pos:R:3\nMo 0 0 0\n",
        "of 1 to 1000 columns")]
    [InlineData("2147483647\nLattice=\"3 0 0 0 3 0 0 0 15\" Properties=species:S:1:pos:R:3\nMo 0 0 0\n", "the file is cut off")]
    public void Columns_and_atoms_beyond_counting_in_an_extended_xyz_are_refused(string text, string said) =>
        Assert.Contains(said, Assert.Throws<InputException>(() => StructureReader.Read(text, "x", "x.xyz")).Message,
            StringComparison.Ordinal);
}
