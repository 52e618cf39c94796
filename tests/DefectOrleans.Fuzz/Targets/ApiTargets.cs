using DefectOrleans.Cli.Demo;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Service;
using DefectOrleans.Gateway.Bodies;
using StructureFile = DefectOrleans.Contracts.StructureFile;

namespace DefectOrleans.Fuzz;

/// <summary>Bodies of requests in JSON and MessagePack, and what a service does with them.</summary>
internal static class ApiTargets
{
    private static readonly BookAnswers Book = new("MadeUp", 1, BookTargets.Sample);

    private static readonly PredictionRequest Prediction = new()
    {
        Files =
        [
            new StructureFile("x.cif", StructureTargets.Cif), new StructureFile("POSCAR", StructureTargets.Poscar),
            new StructureFile("x.json", StructureTargets.Json),
        ],
        Structures = [new LatticeStructure("two", 8, 6, [new SiteDefect("V_Nb", 0, 0, 0), new SiteDefect("V_Te", 1, 2, 3)])],
    };

    private static readonly PredictionRequest Sites = Prediction with { Files = [] };

    private static readonly PredictionRequest File = Prediction with { Files = [Prediction.Files[0]], Structures = [] };

    private static readonly LatticeBatch Batch = new()
    {
        CellA = 8, CellB = 6, Kinds = ["V_Nb", "V_Te", "Se_Te"], Counts = [1, 2, 0, 3], Sites = [0, 48, 3, 50, 99, 7],
        KindIndices = [0, 1, 0, 1, 2, 0],
    };

    public static IEnumerable<Target> All() =>
    [
        .. Both("api book", BookTargets.Ask, BookTargets.Sample),
        .. Both("api prediction", request => Book.Predict(request, CancellationToken.None), Sites, File, Prediction),
        .. Both("api batch", batch => Book.Predict(batch, CancellationToken.None), Batch),
        .. Both("api campaign", Plan, Campaign()),
    ];

    private static IEnumerable<Target> Both<T>(string name, Action<T> use, params T[] samples)
        where T : class
    {
        foreach (var format in (IBodyFormat[])[JsonBodyFormat.Strict, new MessagePackBodyFormat()])
        {
            yield return new Target(
                $"{name}, {(format is JsonBodyFormat ? "json" : "msgpack")}",
                [.. samples.Select(sample => Written(format, sample))],
                bytes =>
                    use(
                        Whole(
                            format.Read<T>(new MemoryStream(bytes), CancellationToken.None).AsTask().GetAwaiter().GetResult())));
        }
    }

    private static T Whole<T>(T message)
        where T : class => Completeness.FirstMissing(message) is { } missing
        ? throw new DefectServiceException(ServiceFault.Invalid, $"{missing} is missing or null")
        : message;

    private static byte[] Written<T>(IBodyFormat format, T message)
    {
        using var body = new MemoryStream();
        format.Write(body, message, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return body.ToArray();
    }

    private static void Plan(CampaignRequest request)
    {
        CampaignValidator.Require(request);
        CampaignRequests.OptionsOf(request, threads: 1);
        CampaignRequests.TrainingOf(request);
    }

    private static CampaignRequest Campaign()
    {
        var finder = new DefectFinder(MadeUpCrystal.UnitCell);
        var samples = MadeUpStructures.Singles().Concat(MadeUpStructures.Drawn(4, 3, seed: 1)).Select(finder.Find)
            .Select(s => new TrainingSample(s, MadeUpCrystal.ReferenceEnergy, null, null, MadeUpCrystal.Gap(s)));
        var training = new TrainingSet(
            MadeUpCrystal.Material, MadeUpCrystal.UnitCell, LevelReference.Raw, null, [.. samples], []);
        return CampaignRequests.ToMessage("c", "book", training, new DiscoveryOptions { Epochs = 3, Islands = 2 });
    }
}
