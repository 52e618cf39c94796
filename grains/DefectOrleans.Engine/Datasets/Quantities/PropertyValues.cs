using System.Collections.Immutable;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Datasets.Quantities;

/// <summary>Values of properties that records have no member for, by property, as messages tell them.</summary>
internal static class PropertyValues
{
    /// <summary>No value.</summary>
    public static ImmutableSortedDictionary<Property, double> None { get; } = ImmutableSortedDictionary<Property, double>.Empty;

    /// <summary>As a message; null without any.</summary>
    public static IReadOnlyList<PropertyValue>? ToMessage(IReadOnlyDictionary<Property, double> values) =>
        values.Count == 0 ? null : [.. values.Select(v => new PropertyValue(v.Key, v.Value))];

    /// <summary>Out of a message that was found sound.</summary>
    public static ImmutableSortedDictionary<Property, double> FromMessage(IReadOnlyList<PropertyValue>? message) =>
        message is null ? None : message.ToImmutableSortedDictionary(v => v.Property, v => v.Value);

    /// <summary>The value of a property; null where there is none.</summary>
    public static double? Of(this IReadOnlyDictionary<Property, double> values, Property property) =>
        values.TryGetValue(property, out var value) ? value : null;

    /// <summary>What is wrong with a message; null where nothing is.</summary>
    public static string? Fault(IReadOnlyList<PropertyValue>? message)
    {
        var known = new HashSet<Property>();
        foreach (var (property, value) in message ?? [])
        {
            if (Quantity.Others.All(q => q.Property != property) || !known.Add(property))
                return $"another value of {property}; expected one of each of "
                    + string.Join(", ", Quantity.Others.Select(q => q.Word));
            if (!double.IsFinite(value))
                return $"its {Quantity.Of(property).Name} is no finite number";
        }
        return null;
    }
}
