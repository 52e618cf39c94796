namespace DefectOrleans.Contracts;

/// <summary>A property that is learned and predicted.</summary>
public enum Property
{
    /// <summary>Formation energy of the whole structure, eV.</summary>
    Energy,

    /// <summary>Highest occupied level, eV.</summary>
    Homo,

    /// <summary>Lowest unoccupied level, eV.</summary>
    Lumo,

    /// <summary>LUMO minus HOMO, eV.</summary>
    Gap,

    /// <summary>Magnetic moment of the whole structure, Bohr magnetons.</summary>
    Moment,
}
