using DefectOrleans.Contracts;
using DefectOrleans.Web.Bodies;
using DefectOrleans.Web.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DefectOrleans.Web.Campaigns;

/// <summary>Campaigns: started, watched, steered, deleted.</summary>
internal static class CampaignRoutes
{
    public static void MapCampaigns(this RouteGroupBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Campaigns");
        api.MapGet("/campaigns", Campaigns)
            .Describe("Campaigns", "The campaigns, latest first.", ApiPolicies.Query);
        api.MapPost("/campaigns", Start)
            .Describe(
                "StartCampaign",
                "Starts a campaign; one that was started under this id with the same settings is returned as it is.",
                ApiPolicies.Run, ServiceFault.Conflict)
            .TakesBody();
        api.MapGet("/campaigns/{campaign}", Campaign)
            .Describe("Campaign", "Where a campaign stands.", ApiPolicies.Query, ServiceFault.NotFound);
        api.MapDelete("/campaigns/{campaign}", Delete)
            .Describe(
                "DeleteCampaign",
                "Deletes a campaign that has ended, or that can't be read, with all that is stored of it; its book stays.",
                ApiPolicies.Run, ServiceFault.NotFound, ServiceFault.Conflict);
        api.MapGet("/campaigns/{campaign}/events", Watch)
            .Describe(
                "WatchCampaign",
                "A campaign's state now and after every change, to its end, as server-sent events named 'status'.",
                ApiPolicies.Query, ServiceFault.NotFound);
        MapOrder("pause", CampaignOrder.Pause, "Holds a campaign.");
        MapOrder("resume", CampaignOrder.Resume, "Takes a held campaign up again.");
        MapOrder("cancel", CampaignOrder.Cancel, "Ends a campaign; its book holds what was found.");

        void MapOrder(string word, CampaignOrder order, string summary) => api
            .MapPost(
                $"/campaigns/{{campaign}}/{word}", (string campaign, IDefectService service, CancellationToken cancellation) =>
                    Control(campaign, order, service, cancellation))
            .Describe($"{order}Campaign", summary, ApiPolicies.Run, ServiceFault.NotFound, ServiceFault.Conflict);
    }

    private static async Task<Answer<IReadOnlyList<CampaignStatus>>> Campaigns(
        IDefectService service, CancellationToken cancellation) =>
        new(await service.Campaigns(cancellation));

    private static async Task<Answer<CampaignStatus>> Start(
        Body<CampaignRequest> request, IDefectService service, CancellationToken cancellation)
    {
        Ids.Check("campaign", request.Message.Id);
        Ids.Check("book", request.Message.Book);
        return new(await service.StartCampaign(request.Message, cancellation));
    }

    private static async Task<Answer<CampaignStatus>> Campaign(
        string campaign, IDefectService service, CancellationToken cancellation) =>
        new(await service.Campaign(campaign, cancellation));

    private static async Task<NoContent> Delete(string campaign, IDefectService service, CancellationToken cancellation)
    {
        await service.Delete(campaign, cancellation);
        return TypedResults.NoContent();
    }

    private static CampaignEvents Watch(string campaign, IDefectService service) => new(service, campaign);

    private static async Task<Answer<CampaignStatus>> Control(
        string campaign, CampaignOrder order, IDefectService service, CancellationToken cancellation) =>
        new(await service.Control(campaign, order, cancellation));
}
