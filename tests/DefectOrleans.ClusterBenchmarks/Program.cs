using DefectOrleans.ClusterBenchmarks;

const string Usage = """
    gateway URL BOOK [KEY]   a million triples in batches, then single structures at 100 requests a second
    silos FOLDER [PAGE]      candidates a second on a 2DMD folder of one silo of one core, then of two; then that load on
                             the gateway of the two; the figures go into a page too
    """;

switch (args)
{
    case ["gateway", var address, var book, .. var rest] when rest.Length < 2:
        Console.WriteLine(new ClusterPage(args, null, await new GatewayLoad(new Uri(address), book, rest is [var key] ? key : null).Run()));
        return 0;
    case ["silos", var folder, .. var rest] when rest.Length < 2:
        var campaign = new SiloScaling(folder);
        var (one, _) = await campaign.Run(silos: 1, _ => Task.FromResult(0));
        var (two, load) = await campaign.Run(silos: 2, gateway => new GatewayLoad(gateway, SiloScaling.Book, key: null).Run());
        var page = new ClusterPage(args, (one, two), load);
        Console.WriteLine(page);
        if (rest is [var path])
            page.WriteTo(path);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
