using DefectOrleans.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DefectOrleans.Web.Description;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddDefectDescription(this IServiceCollection services) =>
        services.AddOpenApi("v1", document =>
        {
            document.AddDocumentTransformer((described, _, _) =>
            {
                described.Info.Title = "DefectOrleans";
                described.Info.Version = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3);
                described.Info.Description =
                    "Formulas for the interactions of point defects in 2D crystals, and predictions with them. Energies and "
                    + "levels in eV, "
                    + "distances in Å, times in s. A number without a value is null. Every fault is told as problem details with "
                    + "a member 'fault'.";
                return Task.CompletedTask;
            });
            document.AddOperationTransformer((operation, context, _) =>
            {
                if (context.Description.HttpMethod != "GET")
                {
                    (operation.Parameters ??= []).Add(new OpenApiParameter
                    {
                        Name = OrderHeader.Name,
                        In = ParameterLocation.Header,
                        Required = true,
                        Description = "Any value. Shows that no page of another address sent the request.",
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    });
                }
                return Task.CompletedTask;
            });
            // Doubles have a converter of ours (null for no value), so the generator knows nothing of them.
            document.AddSchemaTransformer((schema, context, _) =>
            {
                var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
                if (type == typeof(double))
                    (schema.Type, schema.Format) = (JsonSchemaType.Number | JsonSchemaType.Null, "double");
                return Task.CompletedTask;
            });
        });
}
