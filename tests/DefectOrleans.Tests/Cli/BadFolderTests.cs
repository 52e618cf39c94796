namespace DefectOrleans.Tests.Cli;

/// <summary>
/// A spoiled folder ends with code 2 and one line that names file and row; with --skip-bad what is left is used.
/// </summary>
public sealed class BadFolderTests(MadeUpData data) : IClassFixture<MadeUpData>
{
    [Theory]
    [InlineData("descriptors.csv")]
    [InlineData("defects.csv")]
    [InlineData("targets.csv")]
    [InlineData("initial.tar.gz")]
    [InlineData("MadeUp.cif")]
    public void A_missing_file_is_named(string name) => Refused(
        folder => File.Delete(Directory.GetFiles(folder, name + "*").Single()), name);

    [Theory]
    [InlineData("defects.csv.gz")]
    [InlineData("targets.csv.gz")]
    [InlineData("initial.tar.gz")]
    public void A_truncated_file_is_named(string name) => Refused(folder => Damage.Truncate(Path.Combine(folder, name)), name);

    [Fact]
    public void A_broken_member_of_the_archive_is_named() => Refused(
        folder => Damage.EditArchive(
            Path.Combine(folder, "initial.tar.gz"), (name, text) => name == "two-nb-1-0.cif" ? text[..(text.Length / 2)] : text),
        "initial.tar.gz", "two-nb-1-0.cif");

    [Fact]
    public void A_row_without_its_structure_is_named() => Refused(
        folder =>
            Damage.EditArchive(Path.Combine(folder, "initial.tar.gz"), (name, text) => name == "two-nb-1-0.cif" ? null : text),
        "targets.csv.gz", "two-nb-1-0");

    [Theory]
    [InlineData("targets.csv.gz", "energy", "NaN")]
    [InlineData("targets.csv.gz", "homo", "x")]
    [InlineData("targets.csv.gz", "lumo", "inf")]
    [InlineData("targets.csv.gz", "homo_lumo_gap", "")]
    [InlineData("targets.csv.gz", "formation_energy", "1.2.3")]
    [InlineData("targets.csv.gz", "formation_energy_per_site", "nan")]
    [InlineData("defects.csv.gz", "energy", "none")]
    [InlineData("elements.csv", "chemical_potential", "NaN")]
    public void What_is_no_number_is_named_with_its_line_and_column(string file, string column, string value) => Refused(
        folder => Damage.SetCell(Path.Combine(folder, file), 2, column, value), file, "line 3", $"column {column}", $"'{value}'");

    [Fact]
    public void An_id_that_comes_twice_is_named() => Refused(
        folder =>
            Damage.SetCell(Path.Combine(folder, "targets.csv.gz"), 4, "_id", "one-nb"), "targets.csv.gz", "line 5", "one-nb");

    [Fact]
    public void A_unit_cell_that_does_not_tile_the_structures_is_refused() => Refused(
        folder =>
            Damage.Edit(Path.Combine(folder, "MadeUp.cif"),
                text => text.Replace("_cell_length_a   3.4", "_cell_length_a   4.1", StringComparison.Ordinal)),
        "one-nb");

    [Fact]
    public void A_structure_that_is_not_what_its_descriptor_says_is_refused() => Refused(
        folder => Damage.SetCell(Path.Combine(folder, "defects.csv.gz"), 1, "descriptor_id", "V_Te"), "one-nb");

    [Fact]
    public void An_empty_folder_is_refused()
    {
        using var temporary = new TemporaryFolder();
        var run = CliRun.Of("inspect", temporary.Path);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("empty folder", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_rows_are_left_out_when_asked()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary["spoiled"];
        data.CopyFolder(folder);
        Damage.SetCell(Path.Combine(folder, "targets.csv.gz"), 3, "homo_lumo_gap", "NaN");
        Damage.EditArchive(Path.Combine(folder, "initial.tar.gz"), (name, text) => name == "two-nb-1-0.cif" ? null : text);
        var run = CliRun.Of("inspect", folder, "--skip-bad");
        Assert.Equal(0, run.Code);
        Assert.Contains("118 structures", run.Out, StringComparison.Ordinal);
        Assert.Contains("2 rows or structures left out", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void Discover_refuses_a_spoiled_folder_and_leaves_no_file_behind()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary["spoiled"];
        data.CopyFolder(folder);
        Damage.Truncate(Path.Combine(folder, "targets.csv.gz"));
        var run = CliRun.Of("discover", folder, "--out", temporary["book.json"], "--epochs", "1");
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("targets.csv.gz", run.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(temporary.Path));
    }

    private void Refused(Action<string> spoil, params string[] named)
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary["spoiled"];
        data.CopyFolder(folder);
        spoil(folder);
        var run = CliRun.Of("evaluate", data.Book, folder, "--json");
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.All(named, name => Assert.Contains(name, run.OnlyErrorLine, StringComparison.Ordinal));
    }
}
