using DefectOrleans.Gateway.Settings;

namespace DefectOrleans.Gateway.Keys;

/// <summary>
/// The command <c>key NAME ROLE</c>: draws a key and prints it once, with the settings that make the gateway know it.
/// </summary>
internal static class KeyCommand
{
    /// <summary>Runs it.</summary>
    /// <exception cref="SettingsException">The words are wrong.</exception>
    public static int Run(string[] words, TextWriter output)
    {
        if (words is not [{ Length: > 0 } name, var roleName] || !Enum.TryParse<Role>(roleName, ignoreCase: true, out var role)
            || !Enum.IsDefined(role))
            throw new SettingsException("expected key NAME ROLE, where ROLE is query, run or administer");
        var key = ApiKey.Draw();
        output.WriteLine($"key for {name}, shown this once: {key}");
        output.WriteLine("its settings, with the number of the entry in place of 0:");
        foreach (var (setting, value) in new[]
        {
            ("Name", name),
            ("Role", role.ToString().ToLowerInvariant()),
            ("Sha256", Convert.ToHexStringLower(ApiKey.HashOf(key)))
        })
            output.WriteLine($"  {EnvironmentSettings.VariableOf($"{ApiKey.Setting}:0:{setting}")}={value}");
        return 0;
    }
}
