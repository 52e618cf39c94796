using System.Reflection;
using System.Text;
using DefectOrleans.Contracts;
using DefectOrleans.Web.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Web.Campaigns;

/// <summary>
/// A campaign's states as server-sent events: <c>status</c> with a <see cref="CampaignStatus"/> in JSON, then the end of
/// the stream after the campaign's; <c>fault</c> with problem details where the service fails on the way. Comments keep
/// a silent stream alive. Who reconnects gets the state of then; nothing has to be sent again.
/// </summary>
internal sealed class CampaignEvents(IDefectService service, string campaign) : IResult, IEndpointMetadataProvider
{
    private const string MediaType = "text/event-stream";

    private static readonly byte[] Heartbeat = ": still there\n\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        await using var states = service.Watch(campaign, aborted).GetAsyncEnumerator(aborted);
        // The first state before the first byte: an unknown campaign is still a problem, not a stream.
        var next = states.MoveNextAsync().AsTask();
        if (!await next)
            throw new DefectServiceException(ServiceFault.NotFound, $"no campaign '{campaign}'");
        Begin(context);
        try
        {
            do
            {
                await Send(context, "status", JsonBodyFormat.Lenient.ToText(states.Current));
                next = states.MoveNextAsync().AsTask();
                await Beating(context, next);
            }
            while (await next);
        }
        catch (DefectServiceException fault)
        {
            await Send(context, "fault", JsonBodyFormat.Lenient.ToText(new ProblemDetails
            {
                Status = FaultCodes.StatusOf(fault.Fault),
                Detail = fault.Message,
                Extensions = { [FaultProblems.Fault] = FaultProblems.Name(fault.Fault) },
            }));
        }
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(CampaignStatus), [MediaType]));

    private static void Begin(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = MediaType;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private static async Task Send(HttpContext context, string name, string line)
    {
        await context.Response.Body.WriteAsync(
            Encoding.UTF8.GetBytes($"event: {name}\ndata: {line}\n\n"), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task Beating(HttpContext context, Task next)
    {
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var interval = TimeSpan.FromSeconds(
            context.RequestServices.GetRequiredService<IOptions<ApiSettings>>().Value.HeartbeatSeconds);
        while (true)
        {
            // Whether it ended or the interval did is asked of the task itself: both may have by now.
            await next.WaitAsync(interval, clock, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next.IsCompleted)
                return;
            await context.Response.Body.WriteAsync(Heartbeat, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
