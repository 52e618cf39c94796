using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Samples;

/// <summary>The programs in <c>samples</c> as processes, with the files beside them.</summary>
[Trait("Category", "Slow")]
public sealed partial class SamplesTests(ServedApi served) : IClassFixture<ServedApi>
{
    internal static readonly string Root = Above(AppContext.BaseDirectory);

    [Fact]
    public void Predict_answers_from_the_book_that_stands_beside_it()
    {
        var (book, structure) = (Path.Combine(Root, "books", "MoS2.json"), Path.Combine(Root, "samples", "structure.cif"));
        var composer = new Composer(BookFile.Read(book));
        var finder = new DefectFinder(UnitCells.FromMessage(composer.Book.Material, composer.Book.Cell));
        var expected = composer.Predict(finder.Find(Assert.Single(StructureReader.ReadFile(structure))));
        Assert.Equal(["V_Mo", "V_S", "V_S"], expected.Defects);
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{expected.Id}: {expected.EnergyPerSite:0.000} eV per site, gap {expected.Gap:0.000} ± "
                    + $"{expected.Uncertainty.Gap:0.000} eV"),
            Run("Predict", book, structure).Trim());
    }

    [Fact]
    public void Fit_finds_the_law_to_its_rounding()
    {
        var errors = Error().Matches(Run("Fit"))
            .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.True(errors.Min() < 1e-9);
    }

    [Fact]
    public async Task Watch_follows_a_campaign_to_its_end()
    {
        await served.Service.StartCampaign(SmallCampaign.Short("watched", "watched"), default);
        var said = Run("Watch", served.Address.AbsoluteUri, "watched");
        Assert.Contains("\nCompleted\nGap of ", said.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Run(string sample, params string[] words)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Root, "samples", sample, "bin", configuration, "net10.0", $"{sample}.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. words])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var faults = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{sample} ended with {process.ExitCode}: {faults.Result}{said}");
        return said;
    }

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "DefectOrleans.sln"))
        ? folder
        : Above(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no DefectOrleans.sln above the tests"));

    [GeneratedRegex(@"error (\S+) eV")]
    private static partial Regex Error();
}
