using DefectOrleans.Contracts;
using DefectOrleans.Web.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DefectOrleans.Web.Description;

/// <summary>What the OpenAPI document says of an endpoint, and who may use it.</summary>
internal static class EndpointDescription
{
    /// <summary>Names an endpoint, says what it does, which policy it asks for and which faults it may answer with.</summary>
    public static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, string name, string summary, string policy, params ServiceFault[] faults)
    {
        endpoint.WithName(name).WithSummary(summary).RequireAuthorization(policy);
        foreach (var fault in faults.Union([ServiceFault.Unauthorized, ServiceFault.Forbidden, ServiceFault.Unavailable]))
            endpoint.ProducesProblem(FaultCodes.StatusOf(fault));
        return endpoint.ProducesProblem(StatusCodes.Status500InternalServerError);
    }

    /// <summary>Lets an endpoint with a body wait for a place, and adds the faults that a body brings.</summary>
    public static RouteHandlerBuilder TakesBody(this RouteHandlerBuilder endpoint)
    {
        endpoint.RequireRateLimiting(DefectApi.Admission);
        foreach (var fault in (ServiceFault[])[ServiceFault.Invalid, ServiceFault.TooLarge, ServiceFault.Busy])
            endpoint.ProducesProblem(FaultCodes.StatusOf(fault));
        return endpoint.ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }
}
