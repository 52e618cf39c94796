using DefectOrleans.Contracts;

namespace DefectOrleans.Gateway.Cluster;

/// <summary>Tells faults that pass when silos come up again from those that stay.</summary>
internal static class PassingFault
{
    /// <summary>Whether the call may fare better when it is made again.</summary>
    /// <param name="fault">What the call threw.</param>
    /// <param name="cancellation">The caller's own; what it cancelled is not to be tried again.</param>
    public static bool Is(Exception fault, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && fault switch
        {
            DefectServiceException service => service.Fault == ServiceFault.Unavailable,
            // A call that went down with its silo.
            OperationCanceledException or TimeoutException => true,
            _ => false,
        };
}
