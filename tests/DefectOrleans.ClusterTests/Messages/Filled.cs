using System.Collections;
using System.Runtime.CompilerServices;

namespace DefectOrleans.ClusterTests.Messages;

/// <summary>Instances with a value of its own in every member, so that none can get lost unseen.</summary>
internal sealed class Filled
{
    private int _last;

    /// <summary>An instance of a message type, filled throughout.</summary>
    public object Of(Type type)
    {
        var next = ++_last;
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value);
        if (type == typeof(string))
            return $"text {next}";
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.UnixEpoch.AddSeconds(next);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsPrimitive)
            return Convert.ChangeType(type == typeof(double) ? next + 0.1 : next % 100, type);
        if (type.IsArray)
            return Elements(type.GetElementType()!);
        return type.IsGenericType ? Elements(type.GetGenericArguments()[0]) : Message(type);
    }

    private Array Elements(Type type)
    {
        var elements = Array.CreateInstance(type, 2);
        for (var i = 0; i < elements.Length; i++)
            elements.SetValue(Of(type), i);
        return elements;
    }

    private object Message(Type type)
    {
        var message = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var member in WireContract.Members(type))
            member.SetValue(message, Of(member.PropertyType));
        return message;
    }

    /// <summary>All that an instance holds, as lines.</summary>
    public static IEnumerable<string> Content(object? value, string path = "") => value switch
    {
        null => [$"{path}: null"],
        string or DateTimeOffset or Enum => [$"{path}: {value}"],
        _ when value.GetType().IsPrimitive => [$"{path}: {value}"],
        IEnumerable elements => elements.Cast<object?>().SelectMany((e, i) => Content(e, $"{path}[{i}]")),
        _ => WireContract.Members(value.GetType()).SelectMany(m => Content(m.GetValue(value), $"{path}.{m.Name}")),
    };
}
