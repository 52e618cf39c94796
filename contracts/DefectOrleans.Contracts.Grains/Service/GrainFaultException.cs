namespace DefectOrleans.Contracts.Grains;

/// <summary>
/// A <see cref="DefectServiceException"/> on its way between grains, where exceptions need a serializer of their own.
/// </summary>
[GenerateSerializer]
public sealed class GrainFaultException : Exception
{
    [Id(0)]
    private readonly int _fault;

    /// <summary>Makes the fault.</summary>
    public GrainFaultException(ServiceFault fault, string message)
        : base(message) => _fault = (int)fault;

    /// <summary>What kind of fault.</summary>
    public ServiceFault Fault => (ServiceFault)_fault;
}
