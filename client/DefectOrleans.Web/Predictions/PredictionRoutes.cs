using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Web.Bodies;
using DefectOrleans.Web.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Web.Predictions;

/// <summary>Questions to a book: with every pair's share and warnings, or values alone by the million.</summary>
internal static class PredictionRoutes
{
    public static void MapPredictions(this RouteGroupBuilder routes)
    {
        var api = routes.MapGroup("").WithTags("Predictions");
        api.MapPost("/books/{book}/predict", Predict)
            .Describe(
                "Predict",
                $"Energies and levels of structures given as {StructureFormats.Names}, or as defects on lattice sites; with each "
                    + $"pair's share and warnings.",
                ApiPolicies.Query, ServiceFault.NotFound, ServiceFault.Conflict)
            .TakesBody();
        api.MapPost("/books/{book}/predict/batch", PredictBatch)
            .Describe(
                "PredictBatch",
                "All properties of many structures of one supercell, in flat arrays; null where the book can't tell.",
                ApiPolicies.Query, ServiceFault.NotFound, ServiceFault.Conflict)
            .TakesBody();
    }

    private static async Task<Answer<PredictionAnswer>> Predict(
        string book, Body<PredictionRequest> request, IDefectService service, IOptions<ApiSettings> settings,
        CancellationToken cancellation)
    {
        RequireFew(request.Message.Files.Count + request.Message.Structures.Count, settings.Value.Structures);
        return new(await service.Predict(book, request.Message, cancellation));
    }

    private static async Task<Answer<PredictedBatch>> PredictBatch(
        string book, Body<LatticeBatch> batch, IDefectService service, IOptions<ApiSettings> settings,
        CancellationToken cancellation)
    {
        RequireFew(batch.Message.Counts.Length, settings.Value.BatchStructures);
        return new(await service.Predict(book, batch.Message, cancellation));
    }

    private static void RequireFew(int structures, int most)
    {
        if (structures > most)
            throw new DefectServiceException(
                ServiceFault.TooLarge, $"{structures} structures in one request; expected at most {most}");
    }
}
