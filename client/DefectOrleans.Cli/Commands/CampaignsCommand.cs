using System.CommandLine;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects campaigns</c>: what campaigns a service has, and away with those that have ended.</summary>
internal static class CampaignsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var server = Vocabulary.Server("Service whose campaigns these are.");
        server.Recursive = true;
        var json = Vocabulary.Json();
        var command = new Command("campaigns", "Lists a service's campaigns, or deletes some that have ended.")
        {
            Delete(session, server),
            server,
            json
        };
        RequireServer(command, server);
        command.SetAction(words =>
        {
            using var remote = new RemoteService(session, words.GetValue(server)!);
            var campaigns = RemoteService.Wait(remote.Questions.Campaigns(session.Cancellation));
            if (words.GetValue(json))
                session.Out.WriteLine(JsonBodyFormat.Lenient.ToText(campaigns));
            else
                CampaignListing.Write(session.Answers, campaigns);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Delete(Session session, Option<Uri?> server)
    {
        var ids = Vocabulary.Paths("ID", "Campaigns that have ended, were cancelled, or can't be read.");
        var command = new Command("delete", "Deletes campaigns with all that is stored of them; their books stay.") { ids };
        RequireServer(command, server);
        command.Requiring(ids).SetAction(words =>
        {
            using var remote = new RemoteService(session, words.GetValue(server)!);
            foreach (var id in words.GetValue(ids)!)
            {
                RemoteService.Wait(Deleted(remote.Questions, id, session.Cancellation));
                session.Answers.Line($"deleted {id}");
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static void RequireServer(Command command, Option<Uri?> server) => command.Validators.Add(words =>
    {
        if (words.GetResult(server) is null)
            words.AddError($"no --server; expected {WordFaults.Called(command)} --server URL");
    });

    private static async Task<bool> Deleted(IDefectService service, string campaign, CancellationToken cancellation)
    {
        await service.Delete(campaign, cancellation);
        return true;
    }
}
