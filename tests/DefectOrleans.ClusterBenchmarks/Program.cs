using DefectOrleans.ClusterBenchmarks;

const string Usage = """
    gateway URL BOOK [KEY]   a million triples in batches, then single structures at 100 requests a second
    silos FOLDER [PAGE]      candidates a second on a 2DMD folder of one silo of one core and of two, turn by turn; then
                             that load on the gateway of the two; the figures go into a page too
    """;

switch (args)
{
    case ["gateway", var address, var book, .. var rest] when rest.Length < 2:
        Console.WriteLine(new ClusterPage(args, null, await new GatewayLoad(new Uri(address), book, rest is [var key] ? key : null).Run()));
        return 0;
    case ["silos", var folder, .. var rest] when rest.Length < 2:
        using (var one = await MeasuredCluster.Start(silos: 1))
        using (var two = await MeasuredCluster.Start(silos: 2))
        {
            var scaling = await SiloScaling.Measure(folder, one, two);
            var load = await new GatewayLoad(two.Address, SiloScaling.BookOf(1), key: null).Run();
            var page = new ClusterPage(args, scaling, load);
            Console.WriteLine(page);
            if (rest is [var path])
                page.WriteTo(path);
        }
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
