using DefectOrleans.Contracts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Web.Faults;

/// <summary>
/// Faults as problem details (RFC 9457). What is no fault of the caller's is logged, and told without its inside.
/// </summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> log) : IExceptionHandler
{
    // Of nginx; nobody reads it, but it keeps these requests out of the counts of faults.
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (context.RequestAborted.IsCancellationRequested
            && exception is OperationCanceledException or IOException and not BadHttpRequestException)
        {
            context.Response.StatusCode = ClientClosedRequest;
            return true;
        }
        var (status, detail) = exception switch
        {
            DefectServiceException fault => (FaultCodes.StatusOf(fault.Fault), fault.Message),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            _ => (StatusCodes.Status500InternalServerError, "a fault of this service; its log says more under this trace id"),
        };
        if (status == StatusCodes.Status500InternalServerError)
            Failed(log, exception, context.Request.Method, context.Request.Path, FaultProblems.TraceOf(context));
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Detail = detail };
        if (exception is DefectServiceException { Fault: var kind })
            problem.Extensions[FaultProblems.Fault] = FaultProblems.Name(kind);
        await FaultProblems.Write(context, problem);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed (trace {Trace})")]
    private static partial void Failed(ILogger log, Exception exception, string method, PathString path, string trace);
}
