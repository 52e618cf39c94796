using DefectOrleans.Cli;
using DefectOrleans.Tests.Samples;

namespace DefectOrleans.Tests.Cli;

public class ShippedBooksCliTests
{
    private static readonly string Structure = Path.Combine(SamplesTests.Root, "samples", "structure.cif");

    [Fact]
    public void A_book_that_comes_with_the_program_is_asked_by_its_name()
    {
        var file = CliRun.Of("predict", Path.Combine(SamplesTests.Root, "books", "MoS2.json"), Structure, "--json");
        var name = CliRun.Of("predict", "MoS2", Structure, "--json");

        Assert.Equal((ExitCode.Done, file.Out), (name.Code, name.Out));
        Assert.Contains("V(r)", CliRun.Of("formulas", "MoS2").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_neither_file_nor_book_is_told_with_the_books_there_are()
    {
        var run = CliRun.Of("predict", "MoTe2", Structure);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("MoTe2: no file and no book that comes with the program", run.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Contains("MoS2", run.OnlyErrorLine, StringComparison.Ordinal);
    }
}
