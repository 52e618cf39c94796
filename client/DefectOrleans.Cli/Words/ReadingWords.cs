using System.CommandLine;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Cli.Words;

/// <summary>The option that says in which of its readings a book is used.</summary>
internal static class ReadingWords
{
    private const string Name = "--reading";

    /// <summary>The option; null where it is not given.</summary>
    public static Option<Reading?> Option()
    {
        var option = new Option<Reading?>(Name)
        {
            Description = "law (one form for all pairs), short (each pair's own) or close (least error); the book's own choice "
                + "where it is not given.",
            HelpName = "READING",
        };
        option.CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            if (BookReadings.Names.Contains(word))
                return Enum.Parse<Reading>(word, ignoreCase: true);
            result.AddError($"{Name}: '{word}'; expected {string.Join(", ", BookReadings.Names)}");
            return null;
        };
        return option;
    }
}
