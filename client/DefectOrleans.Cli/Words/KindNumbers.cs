using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Words;

/// <summary>Options with a number for each of some kinds, such as V_S=0.02,V_Mo=0.01.</summary>
internal static class KindNumbers
{
    /// <summary>The option; empty where it is not given.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="expected">What its numbers are, with an example.</param>
    /// <param name="isRight">Whether a number is one of these.</param>
    public static Option<ImmutableArray<(DefectKind Kind, double Number)>> Option(
        string name, string description, string expected, Func<double, bool> isRight)
    {
        var option = new Option<ImmutableArray<(DefectKind Kind, double Number)>>(name)
        {
            Description = description, HelpName = "KIND=NUMBER,…", DefaultValueFactory = _ => [],
        };
        option.CustomParser = result =>
        {
            var word = result.Tokens[^1].Value;
            var read = ImmutableArray.CreateBuilder<(DefectKind, double)>();
            foreach (var part in word.Split(',', StringSplitOptions.TrimEntries))
            {
                if (part.Split('=', StringSplitOptions.TrimEntries) is [var kind, var number]
                    && DefectKind.TryParse(kind, out var known) && read.All(other => other.Item1 != known)
                    && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && isRight(value))
                    read.Add((known, value));
                else
                    result.AddError($"{name}: '{part}'; expected each kind once with {expected}");
            }
            return read.ToImmutable();
        };
        return option;
    }
}
