using System.ComponentModel;
using DefectOrleans.Contracts;
using DefectOrleans.Web.Bodies;
using DefectOrleans.Web.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DefectOrleans.Web.Books;

/// <summary>Materials, books and formulas.</summary>
internal static class BookRoutes
{
    public static void MapBooks(this RouteGroupBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Books");
        api.MapGet("/materials", Materials)
            .Describe("Materials", "The materials that books tell of.", ApiPolicies.Query);
        api.MapGet("/books", Books)
            .Describe("Books", "The served books, in a line each.", ApiPolicies.Query);
        api.MapGet("/books/{book}", Book)
            .Describe("Book", "A book: everything that was learned about a material's point defects, and how.", ApiPolicies.Query,
                ServiceFault.NotFound, ServiceFault.Conflict);
        api.MapPut("/books/{book}", Put)
            .Describe(
                "PutBook",
                "Puts a book in place of the one of that id, whole: a query sees the old one or the new one. The same book put "
                    + "again in a row keeps its version.",
                ApiPolicies.Administer)
            .TakesBody();
        api.MapGet("/books/{book}/formulas", Formulas)
            .Describe("Formulas", "A book's formulas as text, LaTeX or SymPy.", ApiPolicies.Query, ServiceFault.NotFound,
                ServiceFault.Conflict, ServiceFault.Invalid);
    }

    private static async Task<Answer<MaterialInfo[]>> Materials(IDefectService service, CancellationToken cancellation) => new(
    [
        .. (await service.Books(cancellation)).GroupBy(b => b.Material).OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => new MaterialInfo(m.Key, [.. m.Select(b => b.Id)])),
    ]);

    private static async Task<Answer<IReadOnlyList<BookInfo>>> Books(IDefectService service, CancellationToken cancellation) =>
        new(await service.Books(cancellation));

    private static async Task<Answer<ServedBook>> Book(string book, IDefectService service, CancellationToken cancellation) =>
        new(await service.Book(book, cancellation));

    private static async Task<Answer<BookVersion>> Put(
        string book, Body<FormulaBook> content, IDefectService service, CancellationToken cancellation) =>
        new(new BookVersion(book, await service.PutBook(Ids.Check("book", book), content.Message, cancellation)));

    private static async Task<Answer<ServedFormulas>> Formulas(
        string book,
        [Description("text (default), latex or sympy")] string? format,
        [Description("All formulas of the Pareto fronts, not just the chosen ones.")] bool? pareto,
        [Description("Significant digits of constants; all where it is not given.")] int? digits,
        [Description("law, short or close; the book's own choice where it is not given.")] string? reading,
        IDefectService service,
        CancellationToken cancellation) =>
        new(FormulaListing.Of(await service.Book(book, cancellation), format, pareto ?? false, digits, reading));
}
