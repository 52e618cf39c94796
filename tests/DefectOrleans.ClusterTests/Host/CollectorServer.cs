using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>Listens as an OTLP collector does (gRPC on HTTP/2) and keeps what it is sent.</summary>
internal sealed class CollectorServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<(string Path, string Body)> _sent = [];

    private CollectorServer(WebApplication server) => _server = server;

    public string Address => _server.Urls.Single();

    public bool IsEmpty => _sent.IsEmpty;

    public static async Task<CollectorServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var collector = new CollectorServer(builder.Build());
        collector._server.Run(collector.Keep);
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>Whether a signal has come under a name of the program.</summary>
    /// <param name="signal">Trace, Metrics or Logs.</param>
    /// <param name="program">The program's name.</param>
    public bool Has(string signal, string program) => _sent.Any(sent =>
        sent.Path.EndsWith($".{signal}Service/Export", StringComparison.Ordinal)
            && sent.Body.Contains(program, StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Keep(HttpContext call)
    {
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body);
        _sent.Enqueue((call.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        call.Response.ContentType = "application/grpc";
        // An empty message: all was taken.
        await call.Response.Body.WriteAsync(new byte[5]);
        call.Response.AppendTrailer("grpc-status", "0");
    }
}
