// Follows a campaign to its end and tells its book's formulas: Watch http://127.0.0.1:5080 CAMPAIGN
using DefectOrleans.Client;
using DefectOrleans.Contracts;

using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
var service = new DefectClient(http, new DefectClientOptions { Address = new Uri(args[0]) });
CampaignStatus? last = null;
await foreach (var status in service.Watch(args[1], default))
{
    Console.WriteLine($"{status.Stage}: {status.Searches.Count(search => search.Done)} of {status.Searches.Count} searches done");
    last = status;
}
Console.WriteLine($"{last!.State}{(last.Message is null ? "" : $": {last.Message}")}");
if (last.State != CampaignState.Completed)
    return 1;
foreach (var pair in (await service.Book(last.Book, default)).Book.Pairs)
    Console.WriteLine($"{pair.Property} of {pair.PairType}: {pair.Chosen.Text}");
return 0;
