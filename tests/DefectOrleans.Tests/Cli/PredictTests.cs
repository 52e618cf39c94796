using System.Text.Json.Nodes;
using DefectOrleans.Cli;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Cli;

/// <summary>Predictions of many files.</summary>
public sealed class PredictTests : IClassFixture<MadeUpData>, IClassFixture<ServedApi>, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly MadeUpData _data;
    private readonly ServedApi _served;

    public PredictTests(MadeUpData data, ServedApi served)
    {
        (_data, _served) = (data, served);
        var drawn = MadeUpStructures.Drawn(4, 3, seed: 7).ToList();
        Write("runs/a/one.cif", CifWriter.Write(drawn[0]));
        Write("runs/a/two.cif", CifWriter.Write(drawn[1]));
        Write("runs/b/one.cif", CifWriter.Write(drawn[2]));
        Write("runs/b/path.xyz", new ExtendedXyzFormat().Write([drawn[2], drawn[3]]));
        Write("runs/b/notes.txt", "no structure");
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_folder_is_all_structure_files_in_it_with_ids_that_tell_them_apart() =>
        Assert.Equal(["a/one.cif", "two", "b/one.cif", "path#1", "path#2"], Ids(_temporary["runs"]));

    [Theory]
    [InlineData("runs/*/one.cif", "a/one.cif", "b/one.cif")]
    [InlineData("runs/**/t?o.cif", "two")]
    [InlineData("**/path.*", "path#1", "path#2")]
    public void A_pattern_is_the_files_of_its_form(string pattern, params string[] ids) =>
        Assert.Equal(ids, Ids(_temporary[pattern]));

    [Theory]
    [InlineData("runs/*.cif", "no file is of this pattern; at least one CIF, POSCAR,")]
    [InlineData("nowhere/*", "no file is of this pattern")]
    [InlineData("empty", "no structure file in this folder; at least one CIF, POSCAR,")]
    public void A_folder_or_pattern_without_structures_is_refused(string word, string message)
    {
        Directory.CreateDirectory(_temporary["empty"]);
        var run = CliRun.Of("predict", _data.Book, _temporary[word]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {_temporary[word]}: {message}", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_empty_cell_of_CSV_has_its_reason()
    {
        Write("odd/antisite.cif", CifWriter.Write(MadeUpAntisite.Structure));
        Write("odd/pristine.cif", CifWriter.Write(MadeUpAntisite.Pristine));

        var rows = CliRun.Of("predict", _data.Book, _temporary["odd"], "--csv").Out.TrimEnd().Split('\n');

        Assert.EndsWith(",warnings,missing", rows[0], StringComparison.Ordinal);
        Assert.Contains("\"formation energy, energy per site: the book does not know the energy of Nb_Te; ", rows[1],
            StringComparison.Ordinal);
        Assert.EndsWith("HOMO, LUMO, gap: the book does not know it of Nb_Te alone\"", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(
            ",\"energy per site: there is no defect; LUMO, gap: the book does not know it of the crystal without defects\"",
            rows[2], StringComparison.Ordinal);
        var table = CliRun.Of("predict", _data.Book, _temporary["odd"]).Out;
        Assert.Contains(
            "\nno energy per site: there is no defect (1 of 2 structures)\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_that_were_not_learned_are_said_to_be_so()
    {
        Assert.EndsWith(
            ",,\"HOMO, LUMO: the book has no formulas for it\"\n",
            CliRun.Of("predict", _data.Book, _data.Many, "--csv").Out, StringComparison.Ordinal);
        Assert.EndsWith(
            "\nno HOMO, LUMO: the book has no formulas for it\n",
            CliRun.Of("predict", _data.Book, _temporary["runs"]).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_structures_are_a_line_each()
    {
        var lines = CliRun.Of("predict", _data.Book, _temporary["runs"]).Out.TrimEnd().Split('\n')[..^1];
        Assert.Equal(6, lines.Length);
        Assert.StartsWith("structure  defects ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("a/one.cif  ", lines[1], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bad_files_are_left_out_when_asked_for(bool byService)
    {
        Write("runs/a/bad.cif", "data_bad\n_cell_length_a 3\n");
        string[] words = byService
            ? ["predict", "MadeUp", _temporary["runs"], _temporary["missing.cif"], "--server", _served.Address.AbsoluteUri]
            : ["predict", _data.Book, _temporary["runs"], _temporary["missing.cif"]];
        Assert.Equal(2, CliRun.Of(words).Code);

        var run = CliRun.Of([.. words, "--skip-bad", "--json"]);

        Assert.Equal(0, run.Code);
        Assert.Equal(["a/one.cif", "two", "b/one.cif", "path#1", "path#2"], Ids(run));
        Assert.StartsWith(
            $"2 of 7 structures left out, first: {_temporary["runs/a/bad.cif"]}: ", run.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Equal(2, CliRun.Of([.. words[..2], _temporary["missing.cif"], .. words.Skip(4), "--skip-bad"]).Code);
    }

    [Fact]
    public void A_service_answers_many_files_as_the_book_does() => Assert.Equal(
        CliRun.Of("predict", _data.Book, _temporary["runs"], "--csv").Out,
        CliRun.Of("predict", "MadeUp", _temporary["runs"], "--csv", "--server", _served.Address.AbsoluteUri).Out);

    [Fact]
    public void Progress_is_told_every_few_seconds()
    {
        var text = File.ReadAllText(_temporary["runs/a/one.cif"]);
        foreach (var i in Enumerable.Range(0, 1001))
            Write($"many/{i:0000}.cif", text);
        using StringWriter stdout = new(), stderr = new();

        Assert.Equal(
            0, CommandLineApp.Run(
                ["predict", _data.Book, _temporary["many"], "--csv"], stdout, stderr, new Passing(), CancellationToken.None));

        Assert.Equal("500 of 1001 files predicted\n1000 of 1001 files predicted\n", stderr.ToString());
        Assert.Equal(Enumerable.Range(0, 1001).Select(i => $"{i:0000}"),
            stdout.ToString().Split('\n').Skip(1).SkipLast(1).Select(line => line.Split(',')[0]));
    }

    private IEnumerable<string> Ids(string word) => Ids(CliRun.Of("predict", _data.Book, word, "--json"));

    private static IEnumerable<string> Ids(CliRun run) =>
        JsonNode.Parse(run.Out)!["predictions"]!.AsArray().Select(prediction => (string)prediction!["id"]!);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_temporary[name])!);
        File.WriteAllText(_temporary[name], text);
    }

    /// <summary>Three seconds pass whenever somebody looks.</summary>
    private sealed class Passing : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => 3 * Interlocked.Increment(ref _looks);
    }
}
