using DefectOrleans.Contracts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DefectOrleans.Web;

/// <summary>Ready is who can name the books.</summary>
internal sealed class ServiceCheck(IDefectService service, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default)
    {
        try
        {
            await service.Books(cancellation).WaitAsync(Patience, clock, cancellation);
            return HealthCheckResult.Healthy();
        }
        catch (DefectServiceException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"the books have not been named within {Patience.TotalSeconds} s");
        }
    }
}
