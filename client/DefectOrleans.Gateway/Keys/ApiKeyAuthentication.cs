using System.Security.Claims;
using System.Text.Encodings.Web;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Gateway.Keys;

/// <summary>Who sends a known key in the header <c>X-Api-Key</c> is who the key says.</summary>
internal sealed class ApiKeyAuthentication(
    GatewaySettings settings, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The header.</summary>
    public const string Header = "X-Api-Key";

    private const string Name = "ApiKey";

    /// <summary>Asks for keys, and lets each role do what it and those before it may.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(Name)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(Name, configureOptions: null);
        var policies = services.AddAuthorizationBuilder();
        foreach (var (policy, role) in new[]
        {
            (ApiPolicies.Query, Role.Query),
            (ApiPolicies.Run, Role.Run),
            (ApiPolicies.Administer, Role.Administer)
        })
            policies.AddPolicy(
                policy, p =>
                    p.RequireAuthenticatedUser()
                        .RequireRole(Enum.GetValues<Role>().Where(r => r >= role).Select(r => r.ToString())));
    }

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var given) || given is not [{ Length: > 0 } text])
            return Task.FromResult(AuthenticateResult.NoResult());
        var hash = ApiKey.HashOf(text);
        if (settings.Keys.FirstOrDefault(key => key.Is(hash)) is not { } known)
            return Task.FromResult(AuthenticateResult.Fail("not a known key"));
        var who = new ClaimsIdentity([new(ClaimTypes.Name, known.Name), new(ClaimTypes.Role, known.Role.ToString())], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(who), Name)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Name;
        return base.HandleChallengeAsync(properties);
    }
}
