using DefectOrleans.Cli;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Learning.Readings;
using DefectOrleans.Tests.Samples;

namespace DefectOrleans.Tests.Cli;

public class ChooseTests
{
    private static readonly string Shipped = Path.Combine(SamplesTests.Root, "books", "MoS2.json");

    [Fact]
    public void Short_formulas_are_as_short_as_asked_and_as_near_as_the_front_s()
    {
        const int Longest = 14;
        using var folder = new TemporaryFolder();
        var target = folder["short.json"];

        var run = CliRun.Of("choose", Shipped, "--max-complexity", $"{Longest}", "--out", target);

        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains($"Chosen of the fronts, complexity at most {Longest}.", run.Out, StringComparison.Ordinal);
        var (before, chosen) = (BookFile.Read(Shipped), BookFile.Read(target));
        Assert.Equal(Reading.Short, chosen.Reading);
        Assert.Empty(BookValidator.Faults(chosen));
        foreach (var (pair, old) in chosen.Pairs.Zip(BookReadings.In(before, Reading.Close).Pairs))
        {
            Assert.InRange(pair.Chosen.Complexity, 1, Longest);
            // Fitted anew, none is farther off than a formula of the front that is half as long.
            var half = old.Front.Where(f => f.Complexity <= Longest / 2).Min(f => f.MeanAbsoluteError);
            Assert.InRange(pair.Chosen.MeanAbsoluteError, 0, 1.2 * half + 2e-4);
        }
        Assert.Equal(
            BookReadings.In(before, Reading.Close).Pairs.Select(p => p.Chosen),
            BookReadings.In(chosen, Reading.Close).Pairs.Select(p => p.Chosen));
    }

    /// <summary>A table says what the close formulas leave; beside others it would be wrong.</summary>
    [Fact]
    public void The_close_reading_s_table_stays_with_the_close_reading()
    {
        var table = new ArrangementTable
        {
            Reach = 9,
            Entries =
            [
                new ArrangementEnergy
                {
                    Kinds = "V_S|V_S", Sides = [Side.Same], Distances = [3.19], Energy = 0.1, Deviation = 0.01, Structures = 3,
                },
            ],
        };
        var chosen = ChosenReading.Of(
            BookReadings.In(BookFile.Read(Shipped), Reading.Close) with { Arrangements = table }, maxComplexity: 12);

        Assert.Null(chosen.Arrangements);
        Assert.Equal(table, BookReadings.In(chosen, Reading.Close).Arrangements);
    }

    [Fact]
    public void What_no_front_has_is_refused_by_pair_and_leaves_the_book_alone()
    {
        using var folder = new TemporaryFolder();
        var book = folder["book.json"];
        File.Copy(Shipped, book);

        var run = CliRun.Of("choose", book, "--max-complexity", "0");
        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("--max-complexity", run.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Shipped), File.ReadAllBytes(book));
    }
}
