using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>
/// All that was learned about a material's point defects: what a prediction needs, and where it came from.
/// Energies and levels in eV, distances in Å.
/// </summary>
[DataContract]
public sealed record FormulaBook
{
    /// <summary>The material, such as MoS2.</summary>
    [DataMember(Order = 0)]
    public required string Material { get; init; }

    /// <summary>The pristine unit cell.</summary>
    [DataMember(Order = 1)]
    public required UnitCell Cell { get; init; }

    /// <summary>Which levels the formulas for HOMO and LUMO give.</summary>
    [DataMember(Order = 2)]
    public required LevelReference Levels { get; init; }

    /// <summary>How the pairs' formulas make up a structure's gap.</summary>
    [DataMember(Order = 8)]
    public GapRule GapRule { get; init; } = GapRule.LowestPair;

    /// <summary>
    /// E0, eV: what a structure with a defect has beside its defects and their pairs, by its area: the error of the pristine
    /// cell's energy. It is that of a supercell as large as <see cref="Trained"/>.
    /// </summary>
    [DataMember(Order = 3)]
    public required double ReferenceEnergy { get; init; }

    /// <summary>Levels of the crystal without defects, where the data give them.</summary>
    [DataMember(Order = 4)]
    public Levels? Pristine { get; init; }

    /// <summary>The single defects.</summary>
    [DataMember(Order = 5)]
    public required IReadOnlyList<SingleDefect> Singles { get; init; }

    /// <summary>One entry for each pair channel and property.</summary>
    [DataMember(Order = 6)]
    public required IReadOnlyList<PairFormula> Pairs { get; init; }

    /// <summary>Three-body energies, one entry for each class of three kinds that has them.</summary>
    [DataMember(Order = 9)]
    public IReadOnlyList<TripleFormula> Triples { get; init; } = [];

    /// <summary>How far predictions are to be trusted, by property; empty where too few structures could tell.</summary>
    [DataMember(Order = 10)]
    public IReadOnlyList<ErrorCalibration> Calibrations { get; init; } = [];

    /// <summary>
    /// The largest supercell that structures trained in: the pairs that it tells are those of nearest images in it. Null in books
    /// that are older than this; it is then told by their tables' distances.
    /// </summary>
    [DataMember(Order = 11)]
    public TrainedCell? Trained { get; init; }

    /// <summary>
    /// Which reading the energies, formulas and calibrations of this record are: the one that is used where none is asked for.
    /// </summary>
    [DataMember(Order = 12)]
    public Reading Reading { get; init; } = Reading.Close;

    /// <summary>Why it is that reading, for people; empty in books that have one reading alone.</summary>
    [DataMember(Order = 13)]
    public string ReadingReason { get; init; } = "";

    /// <summary>The other readings of the same data.</summary>
    [DataMember(Order = 14)]
    public IReadOnlyList<BookReading> Readings { get; init; } = [];

    /// <summary>The laws of the reading <see cref="Reading.Law"/>, one for each property that has one.</summary>
    [DataMember(Order = 15)]
    public IReadOnlyList<BookLaw> Laws { get; init; } = [];

    /// <summary>Kinds whose symmetric form is not their lowest; empty where none is known.</summary>
    [DataMember(Order = 16)]
    public IReadOnlyList<SymmetryBreaking> SymmetryBreakings { get; init; } = [];

    /// <summary>The table of arrangements of the reading <see cref="Reading"/>; null where it has none.</summary>
    [DataMember(Order = 17)]
    public ArrangementTable? Arrangements { get; init; }

    /// <summary>Tables of triples' gaps of the reading <see cref="Reading"/>; empty where it has none.</summary>
    [DataMember(Order = 18)]
    public IReadOnlyList<TripleGaps> TripleGaps { get; init; } = [];

    /// <summary>Where the book came from.</summary>
    [DataMember(Order = 7)]
    public required Provenance Provenance { get; init; }
}

/// <summary>A supercell by its unit cells along a and b.</summary>
[DataContract]
public sealed record TrainedCell(
    [property: DataMember(Order = 0)] int CellA,
    [property: DataMember(Order = 1)] int CellB);

/// <summary>Which reference HOMO and LUMO are told in.</summary>
public enum LevelReference
{
    /// <summary>As calculated; the zero differs between cells of different height.</summary>
    Raw,

    /// <summary>Aligned to a core level and to the pristine valence band's maximum.</summary>
    Normalized,

    /// <summary>Known up to a constant: only their difference, the gap, means anything.</summary>
    Relative,
}

/// <summary>How the pairs' formulas make up a structure's gap.</summary>
public enum GapRule
{
    /// <summary>The smallest of the pairs' gaps (Lazarev and Ustyuzhanin 2023).</summary>
    LowestPair,

    /// <summary>
    /// The lowest of the pairs' LUMO less the highest of their HOMO: levels of different pairs may bound the gap. Such a book
    /// has formulas for HOMO and LUMO instead of the gap.
    /// </summary>
    LevelsApart,
}

/// <summary>A crystal's unit cell: lattice vectors as rows (Å) and its atoms.</summary>
[DataContract]
public sealed record UnitCell(
    [property: DataMember(Order = 0)] IReadOnlyList<IReadOnlyList<double>> Lattice,
    [property: DataMember(Order = 1)] IReadOnlyList<UnitCellSite> Sites);

/// <summary>An atom of a unit cell: element and fractional position.</summary>
[DataContract]
public sealed record UnitCellSite(
    [property: DataMember(Order = 0)] string Element,
    [property: DataMember(Order = 1)] double X,
    [property: DataMember(Order = 2)] double Y,
    [property: DataMember(Order = 3)] double Z);

/// <summary>HOMO, LUMO and gap, eV; null where unknown.</summary>
[DataContract]
public sealed record Levels(
    [property: DataMember(Order = 0)] double? Homo,
    [property: DataMember(Order = 1)] double? Lumo,
    [property: DataMember(Order = 2)] double? Gap)
{
    /// <summary>Other properties that pairs' values decide; null where none is known.</summary>
    [DataMember(Order = 3)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PropertyValue>? Others { get; init; }
}

/// <summary>A defect alone: its kind, its energy E_i (so that E0 + E_i is its formation energy) and its levels, eV.</summary>
[DataContract]
public sealed record SingleDefect(
    [property: DataMember(Order = 0)] string Kind,
    [property: DataMember(Order = 1)] double? Energy,
    [property: DataMember(Order = 2)] Levels Levels);

/// <summary>What one pair channel does to one property.</summary>
[DataContract]
public sealed record PairFormula
{
    /// <summary>The pair type, such as <c>V_Mo|V_S</c>.</summary>
    [DataMember(Order = 0)]
    public required string PairType { get; init; }

    /// <summary>How the two sites lie to the layer's middle plane.</summary>
    [DataMember(Order = 1)]
    public required Side Side { get; init; }

    /// <summary>The property.</summary>
    [DataMember(Order = 2)]
    public required Property Property { get; init; }

    /// <summary>The formula that predictions use; <c>r</c> is the distance in Å, its value in eV.</summary>
    [DataMember(Order = 3)]
    public required Formula Chosen { get; init; }

    /// <summary>The Pareto front, simplest first.</summary>
    [DataMember(Order = 4)]
    public required IReadOnlyList<Formula> Front { get; init; }

    /// <summary>The pair table that the formulas were fitted to, nearest first.</summary>
    [DataMember(Order = 5)]
    public required IReadOnlyList<TablePoint> Table { get; init; }
}

/// <summary>What three defects do to the energy beyond their pairs.</summary>
[DataContract]
public sealed record TripleFormula
{
    /// <summary>The three kinds, ordered, such as <c>V_Mo|V_S|V_S</c>.</summary>
    [DataMember(Order = 0)]
    public required string Kinds { get; init; }

    /// <summary>
    /// The formula that predictions use; <c>a</c> ≤ <c>b</c> ≤ <c>c</c> are the distances in Å, its value in eV.
    /// </summary>
    [DataMember(Order = 1)]
    public required Formula Chosen { get; init; }

    /// <summary>The Pareto front, simplest first.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<Formula> Front { get; init; }

    /// <summary>How many triples it was learned from.</summary>
    [DataMember(Order = 3)]
    public required int Triples { get; init; }

    /// <summary>Mean absolute error on these triples without the term, weighted as the formulas' errors are, eV.</summary>
    [DataMember(Order = 4)]
    public required double WithoutTerm { get; init; }

    /// <summary>The shortest a, b and c among these triples, Å; null in books that are older than this.</summary>
    [DataMember(Order = 5)]
    public IReadOnlyList<double>? Nearest { get; init; }

    /// <summary>
    /// The longest a, b and c among these triples, Å: beyond, the formula is taken where it ends, and dies out.
    /// </summary>
    [DataMember(Order = 6)]
    public IReadOnlyList<double>? Farthest { get; init; }
}

/// <summary>A formula and how well it does.</summary>
/// <param name="Text">The formula with full-precision constants.</param>
/// <param name="Complexity">Sum of token weights as the SEGVAE paper counts them.</param>
/// <param name="MeanAbsoluteError">On the pair table, weighted, eV.</param>
/// <param name="LeftOutError">The same on points left out of the fit, eV; null where it was not measured.</param>
[DataContract]
public sealed record Formula(
    [property: DataMember(Order = 0)] string Text,
    [property: DataMember(Order = 1)] int Complexity,
    [property: DataMember(Order = 2)] double MeanAbsoluteError,
    [property: DataMember(Order = 3)] double? LeftOutError);

/// <summary>
/// What left-out structures with three or more defects showed of a property's errors. A prediction's standard deviation is
/// Factor · √(d² + Floor²), where d is what its formulas are uncertain by, so that 1.645 of it hold 90 % of the structures.
/// </summary>
/// <param name="Property">The property.</param>
/// <param name="Floor">What no formula of pairs can tell, eV; for the energy it counts once for each defect.</param>
/// <param name="Factor">By how much formulas are more certain than right.</param>
/// <param name="Structures">How many left-out training structures told it.</param>
[DataContract]
public sealed record ErrorCalibration(
    [property: DataMember(Order = 0)] Property Property,
    [property: DataMember(Order = 1)] double Floor,
    [property: DataMember(Order = 2)] double Factor,
    [property: DataMember(Order = 3)] int Structures);

/// <summary>One distance of a pair table.</summary>
/// <param name="Distance">r, Å.</param>
/// <param name="Value">V(r) or the level's value, eV.</param>
/// <param name="Uncertainty">One standard deviation, eV.</param>
/// <param name="Structures">How many training structures hold a pair of this kind and distance.</param>
/// <param name="Neighbours">How many sites lie at this distance round a site: how often structures will ask for it.</param>
[DataContract]
public sealed record TablePoint(
    [property: DataMember(Order = 0)] double Distance,
    [property: DataMember(Order = 1)] double Value,
    [property: DataMember(Order = 2)] double Uncertainty,
    [property: DataMember(Order = 3)] int Structures,
    [property: DataMember(Order = 4)] int Neighbours);

/// <summary>How a book was made.</summary>
[DataContract]
public sealed record Provenance
{
    /// <summary>Version of the program.</summary>
    [DataMember(Order = 0)]
    public required string Version { get; init; }

    /// <summary>When the book was finished.</summary>
    [DataMember(Order = 1)]
    public required DateTimeOffset Finished { get; init; }

    /// <summary>How long it took, s.</summary>
    [DataMember(Order = 2)]
    public required double Seconds { get; init; }

    /// <summary>Threads that searched.</summary>
    [DataMember(Order = 3)]
    public required int Threads { get; init; }

    /// <summary>Islands for each pair channel and property.</summary>
    [DataMember(Order = 4)]
    public required int Islands { get; init; }

    /// <summary>The seed.</summary>
    [DataMember(Order = 5)]
    public required long Seed { get; init; }

    /// <summary>Network backend, <c>managed</c> or <c>torch</c>.</summary>
    [DataMember(Order = 6)]
    public required string Network { get; init; }

    /// <summary>What bounded the search: <c>budget 300 s</c>, <c>12 epochs</c>.</summary>
    [DataMember(Order = 7)]
    public required string Bound { get; init; }

    /// <summary>Whether the searches ran to their bound; false after an early end.</summary>
    [DataMember(Order = 8)]
    public required bool Complete { get; init; }

    /// <summary>The structures that trained the book.</summary>
    [DataMember(Order = 9)]
    public required IReadOnlyList<TrainingFolder> Training { get; init; }
}

/// <summary>Training structures of one folder: by name, not by path, since a book travels.</summary>
[DataContract]
public sealed record TrainingFolder(
    [property: DataMember(Order = 0)] string Folder,
    [property: DataMember(Order = 1)] IReadOnlyList<string> Ids)
{
    /// <summary>How many.</summary>
    public int Count => Ids.Count;
}
