using System.Diagnostics;
using System.Text.Json;
using DefectOrleans.Contracts;
using DefectOrleans.Web.Bodies;
using DefectOrleans.Web.Guards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Web.Faults;

/// <summary>
/// What every problem says beside its status: the kind of fault, what would have been right, and when to come again.
/// </summary>
internal static class FaultProblems
{
    /// <summary>Member of a problem that names the <see cref="ServiceFault"/>.</summary>
    public const string Fault = "fault";

    /// <summary>Member of a problem that names the request in the logs.</summary>
    public const string Trace = "traceId";

    /// <summary>What a request is called in traces, logs and answers.</summary>
    public static string TraceOf(HttpContext http) => Activity.Current?.Id ?? http.TraceIdentifier;

    public static string Name(ServiceFault fault) => JsonNamingPolicy.CamelCase.ConvertName(fault.ToString());

    /// <summary>
    /// Writes a problem. Who wants another format than JSON gets it nevertheless: it is all that there is to tell.
    /// </summary>
    public static async Task Write(HttpContext http, ProblemDetails problem)
    {
        var service = http.RequestServices.GetRequiredService<IProblemDetailsService>();
        if (await service.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem }))
            return;
        problem.Title = ReasonPhrases.GetReasonPhrase(http.Response.StatusCode);
        Complete(new ProblemDetailsContext { HttpContext = http, ProblemDetails = problem });
        await http.Response.WriteAsJsonAsync(
            problem, options: null, contentType: "application/problem+json", http.RequestAborted);
    }

    public static void Complete(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var status = problem.Status ?? http.Response.StatusCode;
        problem.Detail ??= Usual(http, status);
        problem.Extensions[Trace] = TraceOf(http);
        if (!problem.Extensions.ContainsKey(Fault) && FaultCodes.FaultOf(status) is { } fault)
            problem.Extensions[Fault] = Name(fault);
        if (FaultCodes.IsForNow(status) && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = http.RequestServices
                .GetRequiredService<IOptions<ApiSettings>>().Value.RetryAfterSeconds.ToString(
                    System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string? Usual(HttpContext http, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "no key, or one that is not known",
        StatusCodes.Status403Forbidden => "the key may not do this",
        StatusCodes.Status404NotFound => $"nothing is at {http.Request.Path}; /openapi/v1.json lists what there is",
        StatusCodes.Status405MethodNotAllowed =>
            $"{http.Request.Method} is not done here; expected {http.Response.Headers.Allow}",
        StatusCodes.Status415UnsupportedMediaType => $"Content-Type '{http.Request.ContentType}'; expected {Formats(http)}",
        _ => null,
    };

    private static string Formats(HttpContext http) =>
        string.Join(" or ", http.RequestServices.GetRequiredService<BodyFormats>().MediaTypes);
}

/// <summary>
/// Puts the handling of faults before all else in the pipeline, so that those of keys and routes are told alike.
/// </summary>
internal sealed class FaultsFirst : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(bare =>
            FaultProblems.Write(bare.HttpContext, new ProblemDetails { Status = bare.HttpContext.Response.StatusCode }));
        app.UseHostGuard();
        next(app);
    };
}
