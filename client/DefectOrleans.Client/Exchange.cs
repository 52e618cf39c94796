using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;

namespace DefectOrleans.Client;

/// <summary>Requests and answers: bodies in the client's format, the key, retries, faults.</summary>
internal sealed class Exchange(HttpClient http, DefectClientOptions options)
{
    private const string KeyHeader = "X-Api-Key", EventStream = "text/event-stream";

    private readonly Uri _address = options.Address.AbsoluteUri.EndsWith('/')
        ? options.Address
        : new Uri(options.Address.AbsoluteUri + "/");

    public Retry NewRetry() => new(options);

    public Task<TAnswer> Get<TAnswer>(string path, CancellationToken cancellation) =>
        Ask<TAnswer>(() => Request(HttpMethod.Get, path, options.Format.MediaType), cancellation);

    public Task<TAnswer> Post<TAnswer>(string path, CancellationToken cancellation) =>
        Ask<TAnswer>(() => Request(HttpMethod.Post, path, options.Format.MediaType), cancellation);

    /// <summary>
    /// Deletes what is at a path. Where the answer to a first try was lost, that it is gone is what was asked for.
    /// </summary>
    public async Task Delete(string path, CancellationToken cancellation)
    {
        var tries = 0;
        try
        {
            await Ask(
                () =>
                {
                    tries++;
                    return Request(HttpMethod.Delete, path, options.Format.MediaType);
                },
                _ => Task.FromResult(true), cancellation).ConfigureAwait(false);
        }
        catch (DefectServiceException fault) when (tries > 1 && fault.Fault == ServiceFault.NotFound)
        {
        }
    }

    public async Task<TAnswer> Send<TQuestion, TAnswer>(
        HttpMethod method, string path, TQuestion question, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await options.Format.Write(body, question, cancellation).ConfigureAwait(false);
        var bytes = body.ToArray();
        return await Ask<TAnswer>(
            () =>
            {
                var request = Request(method, path, options.Format.MediaType);
                request.Content = new ByteArrayContent(bytes)
                {
                    Headers = { ContentType = new MediaTypeHeaderValue(options.Format.MediaType) }
                };
                return request;
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>One stream of events, to its end.</summary>
    /// <exception cref="DefectServiceException">The service said a fault, or can't be reached.</exception>
    public async IAsyncEnumerable<CampaignStatus> Events(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Get, path, EventStream);
        using var response = await Reach(() =>
            http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation), cancellation).ConfigureAwait(false);
        await ResponseFaults.ThrowIfAny(response, options.Clock, cancellation).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using var events = SseParser.Create(body).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation);
        while (await Reach(() => events.MoveNextAsync().AsTask(), cancellation).ConfigureAwait(false))
        {
            if (events.Current.EventType == "fault")
                throw ResponseFaults.Read(events.Current.Data);
            yield return JsonBodyFormat.Lenient.FromText<CampaignStatus>(events.Current.Data);
        }
    }

    private Task<TAnswer> Ask<TAnswer>(Func<HttpRequestMessage> make, CancellationToken cancellation) =>
        Ask(make, response => Read<TAnswer>(response, cancellation), cancellation);

    private async Task<TAnswer> Ask<TAnswer>(
        Func<HttpRequestMessage> make, Func<HttpResponseMessage, Task<TAnswer>> read, CancellationToken cancellation)
    {
        var retry = NewRetry();
        while (true)
        {
            try
            {
                using var request = make();
                using var response =
                    await Reach(() => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation),
                        cancellation).ConfigureAwait(false);
                await ResponseFaults.ThrowIfAny(response, options.Clock, cancellation).ConfigureAwait(false);
                return await Reach(() => read(response), cancellation).ConfigureAwait(false);
            }
            catch (DefectServiceException fault) when (Retry.IsForNow(fault.Fault))
            {
                await retry.PauseOrThrow(fault, fault.RetryAfter(), cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<TAnswer> Read<TAnswer>(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType != options.Format.MediaType)
        {
            throw new DefectServiceException(
                ServiceFault.NotSupported,
                $"{_address} answers in '{response.Content.Headers.ContentType}' where {options.Format.MediaType} was expected; "
                    + $"is it a DefectOrleans service?");
        }
        try
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            return await options.Format.Read<TAnswer>(body, cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new DefectServiceException(ServiceFault.NotSupported,
                $"{_address} answers with something else than a {typeof(TAnswer).Name}: {e.Message}", e);
        }
    }

    /// <summary>Connection loss of any kind, and an HTTP client's own time-out, as one fault.</summary>
    private async Task<T> Reach<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || e is OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new DefectServiceException(ServiceFault.Unavailable, $"{_address} can't be reached ({e.Message})", e);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string accept)
    {
        var request = new HttpRequestMessage(method, new Uri(_address, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        if (method != HttpMethod.Get)
            request.Headers.Add(OrderHeader.Name, OrderHeader.Value);
        if (options.Key is { } key)
            request.Headers.Add(KeyHeader, key);
        return request;
    }
}
