using System.Text.RegularExpressions;

namespace DefectOrleans.Gateway.Settings;

/// <summary>
/// Settings by two names: <c>Defects:SiloPort</c> in a settings file or on the command line is <c>DEFECTS_SILO_PORT</c> in the
/// environment, and <c>Defects:Keys:0:Name</c> is <c>DEFECTS_KEYS__0__NAME</c>.
/// </summary>
public static partial class EnvironmentSettings
{
    /// <summary>The section of all settings.</summary>
    public const string Section = "Defects";

    /// <summary>How all variables begin.</summary>
    public const string Prefix = "DEFECTS_";

    /// <summary>Adds the variables of an environment.</summary>
    public static IConfigurationBuilder AddDefectVariables(
        this IConfigurationBuilder builder, IEnumerable<KeyValuePair<string, string>> variables) =>
        builder.AddInMemoryCollection(
            from variable in variables
            where variable.Key.StartsWith(Prefix, StringComparison.Ordinal)
            select KeyValuePair.Create($"{Section}:{KeyOf(variable.Key)}", (string?)variable.Value));

    /// <summary>The variable of a setting: <c>SiloPort</c> is <c>DEFECTS_SILO_PORT</c>.</summary>
    public static string VariableOf(string setting) =>
        Prefix + WordStart().Replace(setting, "_").Replace(":", "__").ToUpperInvariant();

    // Keys of settings don't tell upper case from lower case; this case gives the variable's name back.
    private static string KeyOf(string variable) => string.Join(':', variable[Prefix.Length..].Split("__").Select(part =>
        string.Concat(part.Split('_')
            .Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant()))));

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordStart();
}
