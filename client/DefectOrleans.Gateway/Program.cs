using DefectOrleans.Gateway;
using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Keys;
using DefectOrleans.Gateway.Settings;

const string Usage = """
    DefectOrleans.Gateway [--urls http://127.0.0.1:5080]   shows a cluster's API; settings: docs/cluster.md
    DefectOrleans.Gateway key NAME query|run|administer    draws an API key
    """;

return await StartUp.Run("DefectOrleans.Gateway", Console.Error, async () =>
{
    switch (args)
    {
        case ["key", .. var words]:
            return KeyCommand.Run(words, Console.Out);
        case ["--help" or "-h" or "help", ..]:
            Console.WriteLine(Usage);
            return 0;
        case [['-', ..], ..] or []:
            var gateway = GatewayHost.Build(args);
            return await StartUp.Run(gateway, gateway.Services.GetRequiredService<GatewaySettings>().Cluster);
        default:
            throw new SettingsException($"'{args[0]}' is no command; expected\n{Usage}");
    }
});
