using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using MessagePack;

namespace DefectOrleans.Gateway.Bodies;

/// <summary>
/// Bodies as MessagePack, as silos send them to each other: the members of a message in an array, by their order. For
/// programs that ask for millions.
/// </summary>
public sealed class MessagePackBodyFormat : IBodyFormat
{
    /// <inheritdoc/>
    public string MediaType => "application/x-msgpack";

    /// <inheritdoc/>
    public async ValueTask<T> Read<T>(Stream body, CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        await body.CopyToAsync(whole, cancellation);
        try
        {
            var bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
            var message = MessagePackSerializer.Deserialize<T>(bytes, DefectMessages.Options, out var read, cancellation);
            return message is null || read < bytes.Length
                ? throw new InvalidDataException($"expected one array with the members of {typeof(T).Name} and nothing behind it")
                : message;
        }
        catch (MessagePackSerializationException e)
        {
            throw e.GetBaseException() as InvalidDataException
                ?? new InvalidDataException($"damaged, or its members are not those of {typeof(T).Name} in their order", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Write<T>(Stream body, T message, CancellationToken cancellation) =>
        await MessagePackSerializer.SerializeAsync(body, message, DefectMessages.Options, cancellation);
}
