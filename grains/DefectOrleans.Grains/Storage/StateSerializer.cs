using DefectOrleans.Contracts.Grains;
using MessagePack;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>Stored states as MessagePack, by the order of their data members: a type may be renamed, a number not.</summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(MessagePackSerializer.Serialize(input, DefectMessages.Options));

    public T Deserialize<T>(BinaryData input) => MessagePackSerializer.Deserialize<T>(input.ToMemory(), DefectMessages.Options);
}
