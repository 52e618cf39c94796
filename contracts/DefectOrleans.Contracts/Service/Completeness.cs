using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;

namespace DefectOrleans.Contracts;

/// <summary>
/// Whether a message has everything that its type says it has. Formats differ in what they let pass: JSON takes null
/// in a list of records, MessagePack for any reference. Who takes messages from outside asks before anything else.
/// </summary>
public static class Completeness
{
    private static readonly ConcurrentDictionary<Type, Member[]> Members = [];

    private sealed record Member(PropertyInfo Property, bool IsNullable)
    {
        public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(Property.Name);
    }

    /// <summary>Path of the first reference that is null and may not be; null where there is none.</summary>
    public static string? FirstMissing(object message)
    {
        foreach (var member in Members.GetOrAdd(message.GetType(), MembersOf))
        {
            var value = member.Property.GetValue(message);
            if (value is null)
            {
                if (!member.IsNullable)
                    return member.Name;
                continue;
            }
            if (MissingIn(value) is { } path)
                return member.Name + path;
        }
        return null;
    }

    private static string? MissingIn(object value)
    {
        if (value is string || value.GetType().IsValueType || value is Array && value.GetType().GetElementType()!.IsValueType)
            return null;
        if (value is not IEnumerable items)
            return FirstMissing(value) is { } path ? "." + path : null;
        var at = 0;
        foreach (var item in items)
        {
            if (item is null)
                return $"[{at}]";
            if (MissingIn(item) is { } path)
                return $"[{at}]{path}";
            at++;
        }
        return null;
    }

    private static Member[] MembersOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from property in type.GetProperties()
               where property.IsDefined(typeof(DataMemberAttribute)) && !property.PropertyType.IsValueType
               select new Member(property, nullability.Create(property).ReadState == NullabilityState.Nullable),
        ];
    }
}
