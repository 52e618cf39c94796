using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>A served book, in a line.</summary>
[DataContract]
public sealed record BookInfo
{
    /// <summary>The name it is asked by.</summary>
    [DataMember(Order = 0)]
    public required string Id { get; init; }

    /// <summary>The material.</summary>
    [DataMember(Order = 1)]
    public required string Material { get; init; }

    /// <summary>1 for the first book under this name, one more with each that takes its place.</summary>
    [DataMember(Order = 2)]
    public required int Version { get; init; }

    /// <summary>When it was made.</summary>
    [DataMember(Order = 3)]
    public required DateTimeOffset Finished { get; init; }

    /// <summary>Whether its searches ran to their bound.</summary>
    [DataMember(Order = 4)]
    public required bool Complete { get; init; }

    /// <summary>Number of formulas.</summary>
    [DataMember(Order = 5)]
    public required int Formulas { get; init; }

    /// <summary>Properties that have formulas.</summary>
    [DataMember(Order = 6)]
    public required IReadOnlyList<Property> Properties { get; init; }
}

/// <summary>A book with the version it is served under.</summary>
[DataContract]
public sealed record ServedBook(
    [property: DataMember(Order = 0)] int Version,
    [property: DataMember(Order = 1)] FormulaBook Book);

/// <summary>The version that a book is served under now.</summary>
[DataContract]
public sealed record BookVersion(
    [property: DataMember(Order = 0)] string Book,
    [property: DataMember(Order = 1)] int Version);
