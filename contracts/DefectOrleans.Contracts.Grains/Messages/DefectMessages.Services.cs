using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace DefectOrleans.Contracts.Grains;

public static partial class DefectMessages
{
    /// <summary>Lets messages travel between silos and clients; both need it.</summary>
    public static IServiceCollection AddDefectMessages(this IServiceCollection services)
    {
        services.AddSerializer();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGeneralizedCodec, MessageCodec>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGeneralizedCopier, MessageCodec>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITypeFilter, MessageCodec>());
        return services;
    }
}
