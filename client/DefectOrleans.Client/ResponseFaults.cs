using System.Net;
using System.Text.Json;
using DefectOrleans.Contracts;

namespace DefectOrleans.Client;

/// <summary>Problem details back to the faults that they tell.</summary>
internal static class ResponseFaults
{
    private const string RetryAfterKey = "RetryAfter";

    /// <summary>How long the service asked to wait; zero where it did not.</summary>
    public static TimeSpan RetryAfter(this DefectServiceException fault) =>
        fault.Data[RetryAfterKey] is TimeSpan wait ? wait : TimeSpan.Zero;

    /// <exception cref="DefectServiceException">The response is no success.</exception>
    public static async Task ThrowIfAny(HttpResponseMessage response, TimeProvider clock, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
            return;
        var text = await Text(response, cancellation).ConfigureAwait(false);
        var fault = From(text, response.StatusCode)
            ?? new DefectServiceException(FaultOf(response.StatusCode),
                $"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode} {response.ReasonPhrase}");
        fault.Data[RetryAfterKey] = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        throw fault;
    }

    /// <summary>The fault of problem details.</summary>
    public static DefectServiceException Read(string problem) => From(problem, HttpStatusCode.InternalServerError)
        ?? new DefectServiceException(ServiceFault.Unavailable, "the service told a fault that can't be read");

    private static DefectServiceException? From(string text, HttpStatusCode status)
    {
        try
        {
            using var problem = JsonDocument.Parse(text);
            if (problem.RootElement is not { ValueKind: JsonValueKind.Object } root)
                return null;
            var fault = Word(root, "fault") is { } name && Enum.TryParse<ServiceFault>(name, ignoreCase: true, out var told)
                ? told
                : FaultOf(status);
            return (Word(root, "detail") ?? Word(root, "title")) is { } message
                ? new DefectServiceException(fault, message)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Word(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // A proxy on the way answers with a status alone.
    private static ServiceFault FaultOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ServiceFault.Unauthorized,
        HttpStatusCode.Forbidden => ServiceFault.Forbidden,
        HttpStatusCode.NotFound => ServiceFault.NotFound,
        HttpStatusCode.Conflict => ServiceFault.Conflict,
        HttpStatusCode.RequestEntityTooLarge => ServiceFault.TooLarge,
        HttpStatusCode.TooManyRequests => ServiceFault.Busy,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            ServiceFault.Unavailable,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => ServiceFault.Invalid,
        _ => ServiceFault.NotSupported,
    };

    private static async Task<string> Text(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "";
        }
    }
}
