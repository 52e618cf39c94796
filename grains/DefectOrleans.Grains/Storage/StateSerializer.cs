using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using MessagePack;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>
/// Stored states as MessagePack, by the order of their data members: a type may be renamed, a number not. Bytes that are no
/// such state, damaged or of another release, become an empty state that says why.
/// </summary>
internal sealed class StateSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(MessagePackSerializer.Serialize(input, DefectMessages.Options));

    public T Deserialize<T>(BinaryData input)
    {
        string reason;
        try
        {
            var state = MessagePackSerializer.Deserialize<T?>(input.ToMemory(), DefectMessages.Options);
            if (state is null)
                reason = "it is null";
            else if (Completeness.FirstMissing(state) is { } missing)
                reason = $"{missing} is missing";
            else
                return state;
        }
        catch (MessagePackSerializationException fault)
        {
            reason = fault.GetBaseException().Message.TrimEnd('.');
        }
        return Activator.CreateInstance<T>() is StoredState empty
            ? (T)(object)(empty with { Unreadable = $"{typeof(T).Name}: {reason}" })
            : throw new InvalidDataException($"a stored {typeof(T).Name} can't be read: {reason}");
    }
}
