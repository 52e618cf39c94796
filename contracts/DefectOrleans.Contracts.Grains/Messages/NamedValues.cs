using MessagePack;
using MessagePack.Formatters;
using MessagePack.Resolvers;

namespace DefectOrleans.Contracts.Grains;

/// <summary>Enums as their numbers; a number that names none of an enum's values is refused when it is read.</summary>
internal sealed class NamedValues : IFormatterResolver
{
    public static NamedValues Instance { get; } = new();

    public IMessagePackFormatter<T>? GetFormatter<T>() => Of<T>.Formatter;

    private static class Of<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter = typeof(T).IsEnum
            ? (IMessagePackFormatter<T>)Activator.CreateInstance(typeof(Refusing<>).MakeGenericType(typeof(T)))!
            : null;
    }

    private sealed class Refusing<T> : IMessagePackFormatter<T>
        where T : struct, Enum
    {
        private readonly IMessagePackFormatter<T> _plain = StandardResolver.Instance.GetFormatterWithVerify<T>();

        public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
            _plain.Serialize(ref writer, value, options);

        public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            var value = _plain.Deserialize(ref reader, options);
            return Enum.IsDefined(value)
                ? value
                : throw new InvalidDataException(
                    $"{value:D} is no {typeof(T).Name}; expected "
                        + $"{string.Join(", ", Enum.GetValues<T>().Select(v => $"{v:D} ({v})"))}");
        }
    }
}
