namespace DefectOrleans.Engine.Fitting;

/// <summary>When a fit of constants stops, and how it weighs residuals.</summary>
public sealed record FitOptions
{
    /// <summary>For a search's many formulas: a few steps tell good from bad.</summary>
    public static FitOptions Quick { get; } = new() { MaxIterations = 15, CostTolerance = 1e-6, StepTolerance = 1e-7 };

    /// <summary>Most steps tried, refused ones included.</summary>
    public int MaxIterations { get; init; } = 200;

    /// <summary>Stops when every column of the Jacobian and the residual are this close to orthogonal (a cosine).</summary>
    public double GradientTolerance { get; init; } = 1e-12;

    /// <summary>Stops when a step changes every constant by less than this share of it.</summary>
    public double StepTolerance { get; init; } = 1e-13;

    /// <summary>Stops when an accepted step lowers the cost by less than this share of it.</summary>
    public double CostTolerance { get; init; } = 1e-15;

    /// <summary>Damping of the first step, as a share of the normal matrix's diagonal.</summary>
    public double InitialDamping { get; init; } = 1e-3;

    /// <summary>
    /// Residuals beyond this (in units of the target) count linearly instead of quadratically (Huber 1964); null is
    /// plain least squares.
    /// </summary>
    public double? HuberThreshold { get; init; }
}
