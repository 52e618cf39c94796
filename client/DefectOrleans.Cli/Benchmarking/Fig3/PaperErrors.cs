namespace DefectOrleans.Cli.Benchmarking.Fig3;

/// <summary>
/// Mean absolute errors of Fig. 3 of Lazarev and Ustyuzhanin (2023; arXiv 2512.20785), meV. Its rows called WS2 are WSe2.
/// </summary>
internal static class PaperErrors
{
    /// <summary>The paper's methods, its own formulas last.</summary>
    public static IReadOnlyList<string> Methods { get; } =
        ["SchNet", "GemNet", "MEGNet", "CatBoost", "MEGNet (Sparse)", "Symbolic (the paper)"];

    /// <summary>Materials of the figure.</summary>
    public static IReadOnlyList<string> Materials { get; } = ["MoS2", "WSe2"];

    /// <summary>A row of the figure: one error for each method.</summary>
    public static IReadOnlyList<double> Of(string material, bool dense, bool gap) => (material, dense, gap) switch
    {
        ("MoS2", true, false) => [321, 535, 196, 136, 23, 50],
        ("MoS2", false, false) => [65, 44, 58, 12.6, 4, 4],
        ("WSe2", true, false) => [536, 575, 112, 162, 23, 74],
        ("WSe2", false, false) => [85, 42, 65, 16.3, 6, 30],
        ("MoS2", true, true) => [204, 174, 54, 71, 39, 55],
        ("MoS2", false, true) => [157, 46, 30, 20.7, 5.7, 18],
        ("WSe2", true, true) => [186, 268, 47, 106, 35, 81],
        ("WSe2", false, true) => [236, 64, 32, 18.3, 8.1, 44],
        _ => throw new ArgumentOutOfRangeException(nameof(material), material, "The figure has MoS2 and WSe2."),
    };
}
