using MessagePack;
using MessagePack.Resolvers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace DefectOrleans.Contracts.Grains;

/// <summary>How messages become bytes: MessagePack, by the order of their data members.</summary>
public static class DefectMessages
{
    /// <summary>MessagePack as messages and stored states use it.</summary>
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard
            .WithSecurity(MessagePackSecurity.UntrustedData)
            .WithResolver(CompositeResolver.Create(NamedValues.Instance, StandardResolver.Instance));

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
