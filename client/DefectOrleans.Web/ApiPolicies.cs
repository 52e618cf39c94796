using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace DefectOrleans.Web;

/// <summary>
/// Names of the authorization policies that the endpoints ask for. A host maps them to its keys' roles, or to nobody's
/// with <see cref="AllowAnyone"/>.
/// </summary>
public static class ApiPolicies
{
    /// <summary>Reads books and campaigns, and predicts.</summary>
    public const string Query = "query";

    /// <summary>Starts, steers and deletes campaigns.</summary>
    public const string Run = "run";

    /// <summary>Puts books.</summary>
    public const string Administer = "administer";

    /// <summary>For hosts without keys: whoever reaches the address may do everything.</summary>
    public static IServiceCollection AllowAnyone(this IServiceCollection services)
    {
        var anyone = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build();
        services.AddAuthorizationBuilder().AddPolicy(Query, anyone).AddPolicy(Run, anyone).AddPolicy(Administer, anyone);
        return services;
    }
}
