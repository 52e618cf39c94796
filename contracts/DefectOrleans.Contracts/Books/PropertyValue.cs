using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>The value of a property that the record which tells it has no member for.</summary>
/// <param name="Property">The property.</param>
/// <param name="Value">Its value, in the property's unit.</param>
[DataContract]
public sealed record PropertyValue(
    [property: DataMember(Order = 0)] Property Property,
    [property: DataMember(Order = 1)] double Value);
