namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>How one formula of a front is chosen.</summary>
public enum ChoiceRule
{
    /// <summary>The shortest description of the points (<see cref="Fitting.DescriptionLength"/>).</summary>
    DescriptionLength,

    /// <summary>The least sum of the error and a share of that on points left out of the fit.</summary>
    LeftOut,

    /// <summary>
    /// PySR's: among formulas with at most 1.5 times the least error, the steepest fall of the error's logarithm with
    /// complexity (Cranmer 2023, arXiv 2305.01582).
    /// </summary>
    SteepestFall,

    /// <summary>
    /// The largest fractional Bayes factor (Bomarito et al. 2023, doi 10.1145/3520304.3534036, after O'Hagan 1995):
    /// a √n-th part of the likelihood stands for the prior of the fitted numbers.
    /// </summary>
    FractionalBayes,

    /// <summary>The least Bayesian information criterion n·log(RSS/n) + p·log n (Schwarz 1978).</summary>
    Bayesian,
}
