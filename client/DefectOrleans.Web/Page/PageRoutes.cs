using System.Text;
using DefectOrleans.Engine.Crystals.Formats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DefectOrleans.Web.Page;

/// <summary>The web page: three embedded files, nothing from elsewhere.</summary>
internal static class PageRoutes
{
    private const string OnlyFromHere =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/app.js", "app.js", "text/javascript; charset=utf-8"),
        ("/formula.js", "formula.js", "text/javascript; charset=utf-8"),
        ("/style.css", "style.css", "text/css; charset=utf-8"),
    ];

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, file, type) in Files)
        {
            var content = Read(file);
            routes.MapGet(path, (HttpContext context) =>
            {
                context.Response.Headers.ContentSecurityPolicy = OnlyFromHere;
                context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Response.Headers.CacheControl = "no-cache";
                return Results.Bytes(content, type);
            }).ExcludeFromDescription();
        }
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(PageRoutes).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The page's {file} is not in this assembly.");
        using var text = new StreamReader(stream);
        return Encoding.UTF8.GetBytes(text.ReadToEnd().Replace("{formats}", StructureFormats.Names, StringComparison.Ordinal));
    }
}
