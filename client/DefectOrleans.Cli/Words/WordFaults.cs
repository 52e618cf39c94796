using System.CommandLine;
using System.CommandLine.Parsing;

namespace DefectOrleans.Cli.Words;

/// <summary>Says on one line what is wrong with a command's words and what would be right.</summary>
internal static class WordFaults
{
    /// <summary>Describes every fault of the words.</summary>
    public static string Describe(ParseResult words) =>
        string.Join("; ", words.Errors.Select(error => Describe(words, error)).Distinct());

    /// <summary>An option that the command does not have.</summary>
    public static string UnknownOption(string word, Command command) =>
        $"unknown option {word} for '{Called(command)}'; expected {string.Join(", ", command.Options.Select(o => o.Name))}";

    /// <summary>An option without the value that it needs.</summary>
    public static string NoValue(Option option) => $"{option.Name} has no value; expected {option.Name} {option.HelpName}";

    /// <summary>How a command is called.</summary>
    public static string Form(Command command) =>
        $"{Called(command)} "
            + $"{string.Join(' ', command.Arguments.Select(a => a.Arity.MaximumNumberOfValues > 1 ? $"{a.Name}…" : a.Name))}";

    private static string Describe(ParseResult words, ParseError error)
    {
        var command = words.CommandResult.Command;
        if (error.SymbolResult is OptionResult { Option: { Arity.MaximumNumberOfValues: > 0 } option } given)
        {
            if (given.Tokens.Count == 0)
                return NoValue(option);
            if (given.IdentifierTokenCount > 1 && option.Arity.MaximumNumberOfValues == 1)
                return $"{option.Name} is given {given.IdentifierTokenCount} times; expected it once";
            return error.Message;
        }
        if (error.SymbolResult is ArgumentResult)
            return error.Message;
        if (words.UnmatchedTokens is not [var word, ..])
            return IsRoot(command) && command.Action is null
                ? $"no command; expected {Names(command)} ({Called(command)} --help says more)"
                : error.Message;
        if (IsRoot(command))
            return $"unknown {(word.StartsWith('-') ? "option" : "command")} {word}; expected {Names(command)} "
                + $"({Called(command)} --help says more)";
        return word.StartsWith('-')
            ? UnknownOption(word, command)
            : $"'{word}' is a word too many for '{Called(command)}'; {Called(command)} --help says what it takes";
    }

    /// <summary>The words that call a command: defects bench speed.</summary>
    public static string Called(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Called(parent)} {command.Name}" : command.Name;

    private static bool IsRoot(Command command) => command.Subcommands.Count > 0;

    private static string Names(Command command) =>
        string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name));
}
