namespace DefectOrleans.Engine.Fitting;

/// <summary>Why a fit stopped.</summary>
public enum StopReason
{
    /// <summary>The formula is not finite at the start's constants; they are left as they were.</summary>
    StartNotFinite,

    /// <summary>The formula has no constants: nothing to fit.</summary>
    NoConstants,

    /// <summary>The gradient vanished within tolerance: a minimum.</summary>
    Gradient,

    /// <summary>Steps became too small to matter.</summary>
    Step,

    /// <summary>The cost no longer falls.</summary>
    Cost,

    /// <summary>The iterations ran out.</summary>
    Iterations,

    /// <summary>A derivative is not finite where the fit stands, or no damping gave a better point.</summary>
    Stuck,
}

/// <summary>What a fit found.</summary>
/// <param name="Cost">Σ w ρ(f − y) at the constants returned; NaN or infinite only when the start was.</param>
/// <param name="Iterations">Steps tried.</param>
/// <param name="Evaluations">Evaluations of the formula over all points.</param>
/// <param name="Reason">Why it stopped.</param>
public readonly record struct FitResult(double Cost, int Iterations, int Evaluations, StopReason Reason)
{
    /// <summary>Whether the constants are a minimum within tolerance.</summary>
    public bool Converged => Reason is StopReason.Gradient or StopReason.Step or StopReason.Cost or StopReason.NoConstants;

    /// <summary>Whether the cost is a number at all.</summary>
    public bool IsFinite => double.IsFinite(Cost);
}
