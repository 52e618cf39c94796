using MessagePack;
using MessagePack.Resolvers;

namespace DefectOrleans.Contracts.Grains;

/// <summary>How messages become bytes: MessagePack, by the order of their data members.</summary>
public static partial class DefectMessages
{
    /// <summary>MessagePack as messages and stored states use it.</summary>
    public static MessagePackSerializerOptions Options { get; } =
        MessagePackSerializerOptions.Standard
            .WithSecurity(MessagePackSecurity.UntrustedData)
            .WithResolver(CompositeResolver.Create(NamedValues.Instance, StandardResolver.Instance));
}
