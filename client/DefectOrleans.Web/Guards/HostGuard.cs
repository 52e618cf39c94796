using System.Net;
using DefectOrleans.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Web.Guards;

/// <summary>
/// A server that listens on loopback alone answers by this machine's own names alone. Else a page of any address, whose
/// name is made to lead to 127.0.0.1, would be of one origin with the service and could do with it what it likes.
/// </summary>
internal static class HostGuard
{
    public static void UseHostGuard(this IApplicationBuilder app)
    {
        var more = app.ApplicationServices.GetRequiredService<IOptions<ApiSettings>>().Value.Hosts.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // Asked at the first request: a server knows where it listens once it does.
        var isLocal = new Lazy<bool>(() => IsLocal(app.ApplicationServices.GetRequiredService<IServer>()));
        app.Use((context, next) =>
            !isLocal.Value || IsOwn(context.Request.Host)
                || more.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
                ? next(context)
                : throw new DefectServiceException(
                    ServiceFault.Invalid,
                    $"the host '{context.Request.Host}' is none that this service is asked by; expected "
                        + $"{string.Join(", ", (string[])["localhost", "127.0.0.1", "[::1]", .. more])}"));
    }

    private static bool IsLocal(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses
            && addresses.All(address => IsOwn(new HostString(BindingAddress.Parse(address).Host)));

    private static bool IsOwn(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address);
}
