namespace DefectOrleans.Engine.Books;

/// <summary>How much a book may hold: far more than campaigns make, and little enough to be answered from.</summary>
public static class BookLimits
{
    /// <summary>Formulas in all, those of the fronts too.</summary>
    public const int Formulas = 100_000;

    /// <summary>Characters of a formula's text.</summary>
    public const int FormulaText = 20_000;

    /// <summary>Tokens of a formula.</summary>
    public const int Tokens = 1000;

    /// <summary>Constants of a formula.</summary>
    public const int Constants = 200;

    /// <summary>Operators within each other in a formula.</summary>
    public const int Depth = 200;

    /// <summary>Characters of a name or an id.</summary>
    public const int Name = 200;

    /// <summary>Characters of the reason of a reading.</summary>
    public const int Reason = 2000;

    /// <summary>Single defects.</summary>
    public const int Singles = 1000;

    /// <summary>Entries of pairs, and of triples.</summary>
    public const int Entries = 20_000;

    /// <summary>Entries of a table of arrangements.</summary>
    public const int Arrangements = 200_000;

    /// <summary>Distances of one pair table.</summary>
    public const int TablePoints = 10_000;

    /// <summary>Training structures that are named.</summary>
    public const int Training = 1_000_000;

    /// <summary>Sites of a unit cell.</summary>
    public const int Sites = 200;

    /// <summary>Shortest and longest lattice vector of a unit cell, Å.</summary>
    public const double ShortestVector = 1, LongestVector = 1000;

    /// <summary>Two sites nearer to each other than this are on one place, Å.</summary>
    public const double OnePlace = 0.1;
}
