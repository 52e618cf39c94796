using System.CommandLine;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Learning.Readings;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects choose</c>: shorter formulas of what a book has found already.</summary>
internal static class ChooseCommand
{
    private const int UsualComplexity = 12, LongestComplexity = 1000;

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path("BOOK", "Formula book that 'defects discover' wrote.");
        var complexity = Vocabulary.Whole(
            "--max-complexity", UsualComplexity, "The most complex formula that is chosen.",
            atLeast: 1, atMost: LongestComplexity);
        var target = Vocabulary.PathOption(
            "--out", "FILE", "Where the book with the new short reading goes; BOOK where it is not given.");
        var command = new Command(
            "choose", "Chooses a book's short formulas anew, no more complex than asked, and fits their numbers again.")
        {
            book,
            complexity,
            target,
        };
        command.Requiring(book).SetAction(words =>
        {
            var path = words.GetValue(book)!;
            var chosen = ChosenReading.Of(BookFile.Read(path), (int)words.GetValue(complexity));
            BookFile.Write(words.GetValue(target) ?? path, chosen);
            BookSummary.Write(session.Answers, chosen, BookFormula.From(chosen, pareto: false), all: false);
            session.Say($"Wrote {words.GetValue(target) ?? path}");
            return ExitCode.Done;
        });
        return command;
    }
}
