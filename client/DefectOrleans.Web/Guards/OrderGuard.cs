using DefectOrleans.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DefectOrleans.Web.Guards;

/// <summary>
/// Lets orders (POST, PUT, DELETE and what else is no question) through that carry <see cref="OrderHeader"/>. Pages of other
/// addresses can send forms and bare requests, but no header of their own: their browser asks the service first, which
/// allows nobody.
/// </summary>
internal static class OrderGuard
{
    public static void UseOrderGuard(this IApplicationBuilder app) =>
        app.Use((context, next) => IsQuestion(context.Request) || HasHeader(context.Request)
            ? next(context)
            : throw new DefectServiceException(
                ServiceFault.Invalid,
                $"{context.Request.Method} without the header {OrderHeader.Name}; expected '{OrderHeader.Name}: "
                    + $"{OrderHeader.Value}', which shows that no page of another address sent it"));

    private static bool IsQuestion(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);

    private static bool HasHeader(HttpRequest request) => !string.IsNullOrWhiteSpace(request.Headers[OrderHeader.Name]);
}
