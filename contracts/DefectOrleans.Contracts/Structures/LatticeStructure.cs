using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>A structure as defects on the sites of a supercell, for a crystal that the receiver knows.</summary>
/// <param name="Id">The structure's id.</param>
/// <param name="CellA">Unit cells along a.</param>
/// <param name="CellB">Unit cells along b.</param>
/// <param name="Defects">One entry a defect.</param>
/// <param name="Shear">Unit cells along b that the supercell's step of <paramref name="CellA"/> along a brings: its periods are
/// CellA·a + Shear·b and CellB·b.</param>
[DataContract]
public sealed record LatticeStructure(
    [property: DataMember(Order = 0)] string Id,
    [property: DataMember(Order = 1)] int CellA,
    [property: DataMember(Order = 2)] int CellB,
    [property: DataMember(Order = 3)] IReadOnlyList<SiteDefect> Defects,
    [property: DataMember(Order = 4)] int Shear = 0);

/// <summary>A defect on a site.</summary>
/// <param name="Kind">Such as <c>V_S</c> or <c>W_Mo</c>.</param>
/// <param name="Basis">The site's number in the unit cell (<see cref="UnitCell.Sites"/>), from 0.</param>
/// <param name="A">Unit cell along a, from 0.</param>
/// <param name="B">Unit cell along b, from 0.</param>
[DataContract]
public sealed record SiteDefect(
    [property: DataMember(Order = 0)] string Kind,
    [property: DataMember(Order = 1)] int Basis,
    [property: DataMember(Order = 2)] int A,
    [property: DataMember(Order = 3)] int B);

/// <summary>Structures as the text of a file of any format that the service knows: one, or the frames of a trajectory.</summary>
/// <param name="Name">The file's name, which tells its format as it does on disk; else its text does.</param>
/// <param name="Text">What it holds.</param>
[DataContract]
public sealed record StructureFile(
    [property: DataMember(Order = 0)] string Name,
    [property: DataMember(Order = 1)] string Text);

/// <summary>
/// Many structures of one supercell in flat arrays, for programs that ask for millions. Structure i has
/// <c>Counts[i]</c> defects; the defects of all structures follow each other in <see cref="Sites"/> and
/// <see cref="KindIndices"/>.
/// </summary>
[DataContract]
public sealed record LatticeBatch
{
    /// <summary>Unit cells along a.</summary>
    [DataMember(Order = 0)]
    public required int CellA { get; init; }

    /// <summary>Unit cells along b.</summary>
    [DataMember(Order = 1)]
    public required int CellB { get; init; }

    /// <summary>The defect kinds that <see cref="KindIndices"/> points to.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Number of defects of each structure.</summary>
    [DataMember(Order = 3)]
    public required int[] Counts { get; init; }

    /// <summary>Site of each defect: (basis · CellA + a) · CellB + b.</summary>
    [DataMember(Order = 4)]
    public required int[] Sites { get; init; }

    /// <summary>Kind of each defect: an index into <see cref="Kinds"/>.</summary>
    [DataMember(Order = 5)]
    public required int[] KindIndices { get; init; }

    /// <summary>Shear of the supercell, as in <see cref="LatticeStructure.Shear"/>.</summary>
    [DataMember(Order = 6)]
    public int Shear { get; init; }

    /// <summary>Which of the book's readings answers; null for the one that the book names.</summary>
    [DataMember(Order = 7)]
    public Reading? Reading { get; init; }
}
