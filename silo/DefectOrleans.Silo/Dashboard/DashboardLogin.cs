using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using DefectOrleans.Silo.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Silo.Dashboard;

/// <summary>HTTP's basic login for the dashboard: any name, and the key of the settings as password.</summary>
internal sealed class DashboardLogin(
    SiloSettings settings, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's and the policy's name.</summary>
    public const string Name = "Dashboard";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        PasswordOf(Request.Headers.Authorization) is not { } password ? AuthenticateResult.NoResult()
        : IsKey(password)
        ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Name)), Name))
        : AuthenticateResult.Fail("not the dashboard's key"));

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = $"Basic realm=\"{Name}\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private static string? PasswordOf(string? header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var given)
            || !"Basic".Equals(given.Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[given.Parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(given.Parameter ?? "", bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':');
        return colon < 0 ? null : text[(colon + 1)..];
    }

    // Equal hashes compare in the same time whatever the password's length.
    private bool IsKey(string password) => settings.DashboardKey is { } key && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(password)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
