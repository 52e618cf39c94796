using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;

namespace DefectOrleans.Grains;

/// <summary>Turns the engine's faults, thrown anywhere in a grain, into faults that cross grain calls.</summary>
internal sealed class FaultFilter : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (InputException fault)
        {
            throw new GrainFaultException(ServiceFault.Invalid, fault.Message);
        }
        catch (DefectServiceException fault)
        {
            throw new GrainFaultException(fault.Fault, fault.Message);
        }
    }
}
