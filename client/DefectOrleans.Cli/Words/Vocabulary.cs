using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Words;

/// <summary>Options and arguments; a bad value says what a good one looks like.</summary>
internal static class Vocabulary
{
    private static readonly OrderedDictionary<string, Property> PropertyNames =
        new(Quantity.All.OrderBy(q => q.Word, StringComparer.Ordinal).Select(q => KeyValuePair.Create(q.Word, q.Property)));

    /// <summary>Argument that takes any number of paths.</summary>
    public static Argument<string[]> Paths(string name, string description) =>
        Refusing(new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.ZeroOrMore });

    /// <summary>Argument that takes one path.</summary>
    public static Argument<string> Path(string name, string description) =>
        Refusing(new Argument<string>(name) { Description = description, Arity = ArgumentArity.ZeroOrOne });

    /// <summary>The command with arguments that have to be given.</summary>
    public static Command Requiring(this Command command, params Argument[] arguments)
    {
        command.Validators.Add(words =>
        {
            foreach (var argument in arguments.Where(argument => words.GetResult(argument) is null or { Tokens.Count: 0 }))
                words.AddError($"no {argument.Name}; expected {WordFaults.Form(command)}");
        });
        return command;
    }

    /// <summary>Option with one path.</summary>
    public static Option<string?> PathOption(string name, string value, string description) =>
        Refusing(new Option<string?>(name) { Description = description, HelpName = value });

    /// <summary>Option with one or more paths.</summary>
    public static Option<string[]> PathsOption(string name, string value, string description) =>
        Refusing(new Option<string[]>(name)
        {
            Description = description,
            HelpName = value,
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        });

    /// <summary>Option that is there or not.</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>The option that asks a service instead of the engine in this process.</summary>
    public static Option<Uri?> Server(string description)
    {
        var option = new Option<Uri?>("--server") { Description = description, HelpName = "URL" };
        option.CustomParser = result => Address(result.Tokens[^1].Value, result, "--server");
        return option;
    }

    /// <summary>Addresses to listen at.</summary>
    public static Option<Uri[]> Addresses(string normally)
    {
        var option = new Option<Uri[]>("--urls")
        {
            Description = $"Where to listen; port 0 takes a free one. [default: {normally}]",
            HelpName = "URL",
            AllowMultipleArgumentsPerToken = true,
        };
        option.DefaultValueFactory = _ => [new Uri(normally)];
        option.CustomParser = result =>
            [
                .. result.Tokens.SelectMany(t => t.Value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
                    .Select(word => Address(word, result, "--urls")).OfType<Uri>()
            ];
        return option;
    }

    private static Uri? Address(string word, ArgumentResult result, string name)
    {
        if (Uri.TryCreate(word, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", Host.Length: > 0 })
            return address;
        result.AddError($"{name}: '{word}'; expected an address such as http://127.0.0.1:5080");
        return null;
    }

    /// <summary>The option that asks for JSON.</summary>
    public static Option<bool> Json() => Flag("--json", "Answers with one JSON document on standard output.");

    /// <summary>The option that leaves bad rows out.</summary>
    public static Option<bool> SkipBad() =>
        Flag("--skip-bad", "Leaves bad rows and structures out, and says so, instead of refusing the folder.");

    /// <summary>Option with a whole number.</summary>
    public static Option<long> Whole(
        string name, long normally, string description, long atLeast = long.MinValue, long atMost = int.MaxValue) =>
        Parsed(name, "N", normally, description,
            atLeast == long.MinValue ? "a whole number" : $"a whole number from {atLeast}", word =>
                long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= atLeast && number <= atMost
                    ? number
                    : null);

    /// <summary>Option with a count from 0, 0 where it is not given, or <c>all</c>, which is more than anything has.</summary>
    public static Option<int> CountOrAll(string name, string description) =>
        Parsed(name, "N|all", 0, description, "a whole number from 0, or all", word =>
            word == "all" ? int.MaxValue
            : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null);

    /// <summary>Option with a whole number above 0 that has no usual value.</summary>
    public static Option<int?> Count(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.CustomParser = result => Read(result, name, "a whole number from 1", word =>
            int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : (int?)null);
        return option;
    }

    /// <summary>Option with a share above 0 and at most 1.</summary>
    public static Option<double> Share(string name, double normally, string description) =>
        Parsed(name, "SHARE", normally, description, "a number above 0 and at most 1", word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1
                ? share
                : null);

    /// <summary>Option with a number from 0.</summary>
    public static Option<double> Amount(string name, string value, double normally, string description) =>
        Parsed(name, value, normally, description, "a number from 0", word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                && amount is >= 0 and < double.PositiveInfinity ? amount : null);

    /// <summary>Option with a number from 0 that has no usual value.</summary>
    public static Option<double?> OptionalAmount(string name, string value, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = value };
        option.CustomParser = result => Read(result, name, "a number from 0", word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
                && amount is >= 0 and < double.PositiveInfinity ? amount : (double?)null);
        return option;
    }

    /// <summary>Option with a number of seconds above 0.</summary>
    public static Option<double> Seconds(string name, double normally, string description) =>
        Parsed(name, "SECONDS", normally, description, "a number of seconds above 0", word =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1e6
                ? seconds
                : null);

    /// <summary>Option with one name, such as a column's.</summary>
    public static Option<string?> Name(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };

    /// <summary>Option with some of the words, with commas between or given again; empty where it is not given.</summary>
    public static Option<string[]> SomeOf(string name, string value, IReadOnlyCollection<string> words, string description)
    {
        var option = new Option<string[]>(name)
        {
            Description = description,
            HelpName = value,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };
        option.CustomParser = result =>
        {
            string[] given = [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)).Distinct()];
            foreach (var word in given.Where(word => !words.Contains(word)))
                result.AddError($"{name}: '{word}'; expected some of {string.Join(", ", words)}, with commas between");
            return given;
        };
        return option;
    }

    /// <summary>Option with names, with commas between or given again; empty where it is not given.</summary>
    public static Option<string[]> Names(string name, string value, string description)
    {
        var option = new Option<string[]>(name)
        {
            Description = description,
            HelpName = value,
            Arity = ArgumentArity.OneOrMore,
            DefaultValueFactory = _ => [],
        };
        option.CustomParser = result =>
            [
                .. result.Tokens.SelectMany(t =>
                    t.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()
            ];
        return Refusing(option);
    }

    /// <summary>Option with a time.</summary>
    public static Option<TimeSpan?> Time(string name, string description)
    {
        var option = new Option<TimeSpan?>(name) { Description = description, HelpName = "TIME" };
        option.CustomParser = result => Read(result, name, "a time above zero such as 90s, 5m or 1h30m", word =>
            Duration.TryParse(word, out var time) && time > TimeSpan.Zero ? time : (TimeSpan?)null);
        return option;
    }

    /// <summary>The option that says what gets formulas: names with commas between.</summary>
    public static Option<Property[]?> Properties(IEnumerable<Property> normally)
    {
        const string Name = "--property";
        var usual = string.Join(',', PropertyNames.Where(p => normally.Contains(p.Value)).Select(p => p.Key));
        var option = new Option<Property[]?>(Name)
        {
            Description =
                $"What gets formulas: some of {string.Join(", ", PropertyNames.Keys)}, with commas between. [default: {usual}]",
            HelpName = usual,
            Arity = ArgumentArity.ExactlyOne,
        };
        option.CustomParser = result =>
        {
            var words = result.Tokens[^1].Value.Split(',', StringSplitOptions.TrimEntries);
            foreach (var word in words.Where(word => !PropertyNames.ContainsKey(word)))
                result.AddError(
                    $"{Name}: '{word}'; expected some of {string.Join(", ", PropertyNames.Keys)}, with commas between");
            return [.. words.Where(PropertyNames.ContainsKey).Select(word => PropertyNames[word]).Distinct()];
        };
        return option;
    }

    /// <summary>Option with one of some words.</summary>
    public static Option<string> OneOf(string name, string value, string[] words, string description)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = value,
            DefaultValueFactory = _ => words[0]
        };
        option.CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            if (!words.Contains(word))
                result.AddError($"{name}: '{word}'; expected {string.Join(", ", words)}");
            return word;
        };
        return option;
    }

    private static Option<T> Parsed<T>(
        string name, string value, T normally, string description, string expected, Func<string, T?> read)
        where T : struct
    {
        var option = new Option<T>(name) { Description = description, HelpName = value, DefaultValueFactory = _ => normally };
        option.CustomParser = result => Read(result, name, expected, read) ?? normally;
        return option;
    }

    private static T? Read<T>(ArgumentResult result, string name, string expected, Func<string, T?> read)
        where T : struct
    {
        var word = result.Tokens[^1].Value;
        if (read(word) is { } value)
            return value;
        result.AddError($"{name}: '{word}'; expected {expected}");
        return null;
    }

    private static Option<T> Refusing<T>(Option<T> option)
    {
        option.Validators.Add(RefuseOptions);
        return option;
    }

    private static Argument<T> Refusing<T>(Argument<T> argument)
    {
        argument.Validators.Add(RefuseOptions);
        return argument;
    }

    /// <summary>The parser takes an unknown option for a path; no path of ours begins with a dash.</summary>
    private static void RefuseOptions(SymbolResult result)
    {
        var command = OwnerOf(result);
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            result.AddError(result is OptionResult { Option: var option } && command.Options.Any(o => o.Name == token.Value)
                ? WordFaults.NoValue(option)
                : WordFaults.UnknownOption(token.Value, command));
        }
    }

    private static Command OwnerOf(SymbolResult result)
    {
        for (var at = result; ; at = at.Parent!)
        {
            if (at is CommandResult command)
                return command.Command;
        }
    }
}
