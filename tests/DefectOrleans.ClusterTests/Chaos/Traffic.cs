using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.ClusterTests.Chaos;

/// <summary>The same prediction asked again and again; every answer has to be that of one process, to the last digit.</summary>
internal sealed class Traffic(ClusterUnderTest cluster, Calls calls, TimeProvider time)
{
    public const string Book = "known";

    private const int Structures = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CampaignRequest _samples = SmallCampaigns.Request("any");

    /// <summary>The book that is asked.</summary>
    public FormulaBook Known { get; } = SmallCampaigns.BookOf(SmallCampaigns.Settings);

    /// <summary>Asks until the end.</summary>
    public async Task Run(CancellationToken end)
    {
        var composer = new Composer(Known);
        var right = CampaignRequests.TrainingOf(_samples).Samples.Take(Structures)
            .Select(sample => composer.Predict(sample.Structure).FormationEnergy!.Value).ToList();
        var question = new PredictionRequest
        {
            Structures = [.. _samples.Samples.Take(Structures).Select(sample => sample.Structure)]
        };
        while (!end.IsCancellationRequested)
        {
            await calls.Ask("a prediction", () => cluster.Api.Predict(Book, question, CancellationToken.None), answer =>
            {
                var told = answer.Predictions.Select(prediction => prediction.FormationEnergy!.Value).ToList();
                if (!told.SequenceEqual(right))
                    calls.RecordWrong(
                        $"a prediction: {string.Join(", ", told)} eV where one process says {string.Join(", ", right)}");
            });
            await Task.Delay(Pause, time, CancellationToken.None);
        }
    }
}
