namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>What a constant does in its formula: where a random start for it should lie.</summary>
internal enum ConstantRole : byte
{
    /// <summary>None of the below.</summary>
    Free,

    /// <summary>The formula is affine in it together with the other linear ones: solved for, not guessed.</summary>
    Linear,

    /// <summary>Multiplies inside a sine or cosine: per unit of the variable.</summary>
    Frequency,

    /// <summary>Added inside a sine or cosine.</summary>
    Phase,

    /// <summary>Multiplies inside an exponential: per unit of the variable.</summary>
    Rate,

    /// <summary>Divides inside a function: in units of the variable.</summary>
    Scale,

    /// <summary>Added to what holds a variable, inside a function: in units of the variable.</summary>
    Shift,

    /// <summary>Exponent of a power.</summary>
    Exponent,
}
