using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace DefectOrleans.Web.Bodies;

/// <summary>An answer, written in the format that the request's Accept header likes best.</summary>
internal sealed class Answer<T>(T message) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var format = context.RequestServices.GetRequiredService<BodyFormats>().Wanted(context.Request.GetTypedHeaders().Accept)
            ?? throw new BadHttpRequestException(
                "The Accept header wants none of the formats that this service writes", StatusCodes.Status406NotAcceptable);
        context.Response.ContentType = format.MediaType;
        await format.Write(context.Response.Body, message, context.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        var formats = builder.ApplicationServices.GetRequiredService<BodyFormats>();
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), formats.MediaTypes));
    }
}
