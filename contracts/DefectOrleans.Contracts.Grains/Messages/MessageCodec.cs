using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization;
using MessagePack;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Buffers.Adaptors;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace DefectOrleans.Contracts.Grains;

/// <summary>
/// Data contracts as Orleans sends and copies them: one field of bytes, MessagePack by <see cref="DefectMessages.Options"/>.
/// The message's type stands in the field's header always, also where it is the expected one: the reader knows by it what
/// the bytes hold. Anything but one whole message in the bytes is refused.
/// </summary>
internal sealed class MessageCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    public bool IsSupportedType(Type type) =>
        type is { IsAbstract: false } && type.IsDefined(typeof(DataContractAttribute), inherit: false);

    // Null leaves the answer to others.
    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, [AllowNull] object value)
        where TBufferWriter : System.Buffers.IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
            return;
        writer.WriteFieldHeader(fieldIdDelta, expectedType: null, value.GetType(), WireType.LengthPrefixed);
        var bytes = new BufferWriterBox<PooledBuffer>(new());
        try
        {
            Write(bytes, value);
            writer.WriteVarUInt32((uint)bytes.Value.Length);
            bytes.Value.CopyTo(ref writer);
        }
        finally
        {
            bytes.Value.Dispose();
        }
    }

    public object? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
            return ReferenceCodec.ReadReference(ref reader, field.FieldType);
        field.EnsureWireType(WireType.LengthPrefixed);
        if (field.FieldType is not { } type || !IsSupportedType(type))
            throw new SerializationException($"expected a message; the field is of type {field.FieldType?.ToString() ?? "none"}");
        var length = reader.ReadVarUInt32();
        if (length > int.MaxValue)
            throw new SerializationException($"a {type.Name} of {length} bytes; expected at most {int.MaxValue}");
        var bytes = new BufferWriterBox<PooledBuffer>(new());
        try
        {
            reader.ReadBytes(ref bytes, (int)length);
            var message = Read(bytes, type);
            ReferenceCodec.RecordObject(reader.Session, message);
            return message;
        }
        finally
        {
            bytes.Value.Dispose();
        }
    }

    [return: NotNullIfNotNull(nameof(input))]
    public object? DeepCopy(object? input, CopyContext context)
    {
        if (input is null)
            return null;
        if (context.TryGetCopy<object>(input, out var known))
            return known!;
        var bytes = new BufferWriterBox<PooledBuffer>(new());
        try
        {
            Write(bytes, input);
            var copy = Read(bytes, input.GetType());
            context.RecordCopy(input, copy);
            return copy;
        }
        finally
        {
            bytes.Value.Dispose();
        }
    }

    private static void Write(BufferWriterBox<PooledBuffer> bytes, object message)
    {
        var writer = new MessagePackWriter(bytes);
        MessagePackSerializer.Serialize(message.GetType(), ref writer, message, DefectMessages.Options);
        writer.Flush();
    }

    private static object Read(BufferWriterBox<PooledBuffer> bytes, Type type)
    {
        var reader = new MessagePackReader(bytes.Value.AsReadOnlySequence());
        return MessagePackSerializer.Deserialize(type, ref reader, DefectMessages.Options) is { } message && reader.End
            ? message
            : throw new SerializationException($"the bytes are not one {type.Name} and nothing behind it");
    }
}
