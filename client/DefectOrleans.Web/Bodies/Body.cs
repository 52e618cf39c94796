using System.Reflection;
using DefectOrleans.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Web.Bodies;

/// <summary>
/// A request's body, read in the format that its Content-Type names, no larger than the settings allow, and whole.
/// </summary>
internal sealed class Body<T>(T message) : IEndpointParameterMetadataProvider
    where T : class
{
    public T Message => message;

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        var settings = services.GetRequiredService<IOptions<ApiSettings>>().Value;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = settings.BodyBytes;
        var format = services.GetRequiredService<BodyFormats>().For(context.Request.ContentType)
            ?? throw new BadHttpRequestException(
                "The Content-Type is none that this service reads", StatusCodes.Status415UnsupportedMediaType);
        T message;
        try
        {
            message = await format.Read<T>(context.Request.Body, context.RequestAborted);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new DefectServiceException(
                ServiceFault.TooLarge, $"the body is larger than {settings.BodyBytes} bytes; send fewer structures at once", e);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            throw new DefectServiceException(
                ServiceFault.Invalid,
                $"the body is no {typeof(T).Name} in {format.MediaType}: "
                    + $"{(e is InvalidDataException ? e.Message : "it is damaged or of another form")}",
                e);
        }
        if (Completeness.FirstMissing(message) is { } missing)
            throw new DefectServiceException(
                ServiceFault.Invalid, $"the body is no {typeof(T).Name}: {missing} is missing or null");
        return new Body<T>(message);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        var formats = builder.ApplicationServices.GetRequiredService<BodyFormats>();
        builder.Metadata.Add(new AcceptsMetadata(formats.MediaTypes, typeof(T)));
    }
}
