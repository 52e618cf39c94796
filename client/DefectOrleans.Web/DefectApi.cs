using System.Threading.RateLimiting;
using DefectOrleans.Contracts;
using DefectOrleans.Web.Bodies;
using DefectOrleans.Web.Books;
using DefectOrleans.Web.Campaigns;
using DefectOrleans.Web.Description;
using DefectOrleans.Web.Faults;
using DefectOrleans.Web.Guards;
using DefectOrleans.Web.Page;
using DefectOrleans.Web.Predictions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Web;

/// <summary>The HTTP API and web page over whatever <see cref="IDefectService"/> the host registers.</summary>
public static class DefectApi
{
    /// <summary>Requests that carry a body wait for a place under this policy.</summary>
    internal const string Admission = "admission";

    /// <summary>
    /// Registers the API. The host registers an <see cref="IDefectService"/>, any <see cref="IBodyFormat"/> beside JSON, the
    /// policies of <see cref="ApiPolicies"/>, and the <see cref="Probes"/>.
    /// </summary>
    public static IServiceCollection AddDefectApi(this IServiceCollection services, Action<ApiSettings>? configure = null)
    {
        services.AddOptions<ApiSettings>().Configure(settings => configure?.Invoke(settings)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiSettings>, ApiSettingsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<BodyFormats>();
        services.ConfigureHttpJsonOptions(json => JsonBodyFormat.Configure(json.SerializerOptions));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = FaultProblems.Complete);
        services.AddExceptionHandler<FaultHandler>();
        services.AddTransient<IStartupFilter, FaultsFirst>();
        services.AddAuthorization();
        services.AddHealthChecks().AddCheck<ServiceCheck>("service", tags: [Probes.Ready]);
        services.AddRateLimiter(limiter => limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests);
        services.AddOptions<RateLimiterOptions>()
            .Configure<IOptions<ApiSettings>>((limiter, settings) => Admit(limiter, settings.Value));
        services.AddDefectDescription();
        return services;
    }

    /// <summary>Maps page, API and OpenAPI document.</summary>
    public static WebApplication MapDefectApi(this WebApplication app)
    {
        // Within what hosts put round it: a developer's exception page would show the inside of faults.
        app.UseExceptionHandler();
        app.UseOrderGuard();
        app.UseRateLimiter();
        app.MapPage();
        app.MapOpenApi();
        var api = app.MapGroup("/api");
        api.MapBooks();
        api.MapPredictions();
        api.MapCampaigns();
        return app;
    }

    private static void Admit(RateLimiterOptions limiter, ApiSettings settings)
    {
        limiter.AddConcurrencyLimiter(Admission, places =>
        {
            places.PermitLimit = settings.ConcurrentRequests;
            places.QueueLimit = settings.WaitingRequests;
            places.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
    }
}
