using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Service;

/// <summary>The engine's faults as those of a service.</summary>
public static class EngineFaults
{
    /// <inheritdoc cref="Told{T}"/>
    public static void Told(Action work) => Told(() =>
    {
        work();
        return true;
    });

    /// <summary>Does the work; what is wrong with its input becomes <see cref="ServiceFault.Invalid"/>.</summary>
    /// <exception cref="DefectServiceException">The input can't be used.</exception>
    public static T Told<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (InputException fault)
        {
            throw new DefectServiceException(ServiceFault.Invalid, fault.Message, fault);
        }
        catch (AggregateException all) when (all.InnerException is InputException fault)
        {
            throw new DefectServiceException(ServiceFault.Invalid, fault.Message, fault);
        }
    }
}
