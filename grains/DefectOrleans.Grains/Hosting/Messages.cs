using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;

namespace DefectOrleans.Grains;

/// <summary>Messages from outside, which need not have come through a gateway.</summary>
internal static class Messages
{
    /// <summary>Refuses a message that lacks something.</summary>
    /// <exception cref="GrainFaultException">A member is null that may not be (<see cref="ServiceFault.Invalid"/>); it is
    /// named.</exception>
    public static void RequireWhole<T>(T? message)
        where T : class
    {
        if (message is null)
            throw new GrainFaultException(ServiceFault.Invalid, $"the {typeof(T).Name} is null");
        if (Completeness.FirstMissing(message) is { } missing)
            throw new GrainFaultException(
                ServiceFault.Invalid, $"the {typeof(T).Name} is not whole: {missing} is missing or null");
    }
}
