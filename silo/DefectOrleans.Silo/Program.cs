using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Silo;
using DefectOrleans.Silo.Schema;
using DefectOrleans.Silo.Settings;

const string Usage = """
    DefectOrleans.Silo [--urls http://127.0.0.1:8080]      runs a silo; settings: docs/cluster.md
    DefectOrleans.Silo dev [--urls http://127.0.0.1:5080]  a whole cluster in one process: API, page, dashboard, state in memory
    DefectOrleans.Silo schema [--check]                    makes the tables in PostgreSQL, or checks them
    """;

return await StartUp.Run("DefectOrleans.Silo", Console.Error, async () =>
{
    switch (args)
    {
        case ["dev", .. var options]:
            return await Run(await SiloHost.BuildDevelopment(options));
        case ["schema", .. var words]:
            return await SchemaCommand.Run(words, Console.Out, CancellationToken.None);
        case ["--help" or "-h" or "help", ..]:
            Console.WriteLine(Usage);
            return 0;
        case [['-', ..], ..] or []:
            return await Run(await SiloHost.Build(args));
        default:
            throw new SettingsException($"'{args[0]}' is no command; expected\n{Usage}");
    }
});

static Task<int> Run(WebApplication silo) => StartUp.Run(silo, silo.Services.GetRequiredService<SiloSettings>().Cluster);
