using DefectOrleans.ClusterBenchmarks;
using DefectOrleans.ClusterTests.Chaos;

const string Usage = """
    gateway URL BOOK [KEY]   a million triples in batches, then single structures at 100 requests a second
    silos FOLDER [PAGE]      candidates a second on a 2DMD folder of one silo of one core and of two, turn by turn; then
                             that load on the gateway of the two; the figures go into a page too
    faults [PAGE]            a silo killed, frozen, asked to end, and the database gone, each during a campaign with queries
                             on two silos: how soon every search runs again, and what became of the queries
    chaos [--seed S,…] [--minutes M] [--side-by-side] [--keeps-rows] [PAGE]
                             silos, gateway and database killed, frozen and restarted at random moments for M (10) minutes
                             for each seed, then what has to hold: exit code 1 where something does not. --side-by-side: all
                             seeds at one time, which is harder. --keeps-rows: rows that ended searches left are counted alone
    """;

switch (args)
{
    case ["gateway", var address, var book, .. var rest] when rest.Length < 2:
        Console.WriteLine(
            new ClusterPage(args, null, await new GatewayLoad(new Uri(address), book, rest is [var key] ? key : null).Run()));
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
    case ["faults", .. var rest] when rest.Length < 2:
        var trials = FaultsPage.Of(args, await FaultTrials.Measure());
        Console.WriteLine(trials);
        if (rest is [var faultsPath])
            trials.WriteTo(faultsPath);
        return 0;
    case ["chaos", .. var rest] when ChaosWords.Read(rest) is { } words:
        var reports = new List<ChaosReport>();
        foreach (var seeds in words.SideBySide ? [words.Seeds] : words.Seeds.Select(seed => (IReadOnlyList<ulong>)[seed]))
            reports.AddRange(await Task.WhenAll(seeds.Select(seed => Run(seed, words))));
        var chaos = FaultsPage.Of(args, words.Minutes, reports);
        Console.WriteLine(chaos);
        if (words.Page is { } chaosPath)
            chaos.WriteTo(chaosPath);
        return reports.All(report => report.Broken.Count == 0) ? 0 : 1;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static async Task<ChaosReport> Run(ulong seed, ChaosWords words)
{
    var report = await ChaosRun.Make(seed, TimeSpan.FromMinutes(words.Minutes), words.KeepsRows);
    string[] told =
        [
            $"seed {seed}: {report.Faults.Values.Sum()} faults, {report.Answered} calls answered, {report.Broken.Count} broken",
            .. report.Broken
        ];
    await Console.Error.WriteLineAsync(string.Join("\n  ", told));
    return report;
}
