using DefectOrleans.ClusterBenchmarks;

const string Usage = """
    gateway URL BOOK [KEY]   a million triples in batches, then single structures at 100 requests a second
    silos FOLDER             candidates a second on a 2DMD folder of one silo of one core, then of two
    """;

switch (args)
{
    case ["gateway", var address, var book, .. var rest] when rest.Length < 2:
        await new GatewayLoad(new Uri(address), book, rest is [var key] ? key : null).Run(Console.Out);
        return 0;
    case ["silos", var folder]:
        await SiloScaling.Run(folder, Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
