using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;

namespace DefectOrleans.ClusterTests.Chaos;

/// <summary>Small campaigns one after another, every fourth of them cancelled, and a book put before each.</summary>
internal sealed class CampaignSeries(ClusterUnderTest cluster, Calls calls, FormulaBook known, TimeProvider time)
{
    private const int CancelledOne = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5), Pause = TimeSpan.FromMilliseconds(300);
    private static readonly CampaignSettings[] Variants =
        [SmallCampaigns.Settings with { Epochs = 8 }, SmallCampaigns.Settings with { Epochs = 14, Seed = 7 }];

    private readonly List<Started> _started = [];
    private readonly List<string> _books = [];

    /// <summary>A campaign that the gateway has acknowledged.</summary>
    private sealed record Started(string Id, CampaignSettings Settings)
    {
        public bool IsCancelled => Settings == SmallCampaigns.Endless;
    }

    public int Campaigns => _started.Count;

    private static CancellationToken Never => CancellationToken.None;

    /// <summary>Makes the books that one process makes, before the clock runs.</summary>
    public static void Prepare()
    {
        foreach (var settings in Variants)
            SmallCampaigns.BookOf(settings);
    }

    /// <summary>Starts campaigns until the end, and waits for the last one's.</summary>
    public async Task Run(CancellationToken end)
    {
        for (var n = 0; !end.IsCancellationRequested; n++)
        {
            var (book, id) = ($"put-{n}", $"campaign-{n}");
            if (await UntilAnswered($"putting book {book}", () => cluster.Api.PutBook(book, known, Never), end))
                _books.Add(book);
            var campaign = new Started(
                id, n % CancelledOne == CancelledOne - 1 ? SmallCampaigns.Endless : Variants[n % Variants.Length]);
            if (!await UntilAnswered(
                $"starting {id}", () => cluster.Api.StartCampaign(SmallCampaigns.Request(id, campaign.Settings), Never), end))
                continue;
            _started.Add(campaign);
            if (campaign.IsCancelled)
                await UntilAnswered($"cancelling {id}", () => cluster.Api.Control(id, CampaignOrder.Cancel, Never), Never);
            await Ended(id);
        }
    }

    /// <summary>What is not as it was acknowledged, once all is up again.</summary>
    public async Task<IReadOnlyList<string>> Faults()
    {
        var faults = new List<string>();
        foreach (var campaign in _started)
        {
            await Check($"campaign {campaign.Id}", async () =>
            {
                var status = await cluster.Api.Campaign(campaign.Id, Never);
                var right = campaign.IsCancelled ? CampaignState.Cancelled : CampaignState.Completed;
                if (status.State != right)
                    faults.Add($"campaign {campaign.Id} is {status.State} instead of {right}: {status.Message}");
                else if (!campaign.IsCancelled)
                    await CheckBook($"book-of-{campaign.Id}", SmallCampaigns.BookOf(campaign.Settings));
            });
        }
        foreach (var book in _books)
            await Check($"book {book}", () => CheckBook(book, known));
        return faults;

        async Task CheckBook(string id, FormulaBook right)
        {
            var served = await cluster.Api.Book(id, Never);
            if (served.Version != 1)
                faults.Add($"book {id} is there in version {served.Version} instead of 1");
            if (SmallCampaigns.Content(served.Book) != SmallCampaigns.Content(right))
                faults.Add($"book {id} is not the one that one process makes");
        }

        async Task Check(string what, Func<Task> check)
        {
            try
            {
                await check();
            }
            catch (DefectServiceException fault)
            {
                faults.Add($"{what}: {fault.Fault}: {fault.Message}");
            }
        }
    }

    private async Task Ended(string id)
    {
        var (began, ended) = (time.GetTimestamp(), false);
        while (!ended && time.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Pause, time, Never);
            await calls.Ask($"the status of {id}", () => cluster.Api.Campaign(id, Never),
                status => ended = status.State != CampaignState.Running);
        }
    }

    private async Task<bool> UntilAnswered<T>(string what, Func<Task<T>> call, CancellationToken end)
    {
        var wrong = calls.Wrong.Count;
        while (!await calls.Ask(what, call))
        {
            if (end.IsCancellationRequested || calls.Wrong.Count > wrong)
                return false;
            await Task.Delay(Pause, time, Never);
        }
        return true;
    }
}
