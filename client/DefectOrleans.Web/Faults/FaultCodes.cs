using DefectOrleans.Contracts;
using Microsoft.AspNetCore.Http;

namespace DefectOrleans.Web.Faults;

/// <summary>Faults of the service as status codes.</summary>
internal static class FaultCodes
{
    public static int StatusOf(ServiceFault fault) => fault switch
    {
        ServiceFault.Invalid => StatusCodes.Status400BadRequest,
        ServiceFault.Unauthorized => StatusCodes.Status401Unauthorized,
        ServiceFault.Forbidden => StatusCodes.Status403Forbidden,
        ServiceFault.NotFound => StatusCodes.Status404NotFound,
        ServiceFault.Conflict => StatusCodes.Status409Conflict,
        ServiceFault.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ServiceFault.Busy => StatusCodes.Status429TooManyRequests,
        ServiceFault.NotSupported => StatusCodes.Status501NotImplemented,
        ServiceFault.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The fault that a bare status code tells; null where it tells none.</summary>
    public static ServiceFault? FaultOf(int status) => status switch
    {
        StatusCodes.Status405MethodNotAllowed or StatusCodes.Status406NotAcceptable
            or StatusCodes.Status415UnsupportedMediaType => ServiceFault.Invalid,
        _ => Enum.GetValues<ServiceFault>().Cast<ServiceFault?>().FirstOrDefault(fault => StatusOf(fault!.Value) == status),
    };

    /// <summary>Whether the same request may do better later.</summary>
    public static bool IsForNow(int status) =>
        status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable;
}
