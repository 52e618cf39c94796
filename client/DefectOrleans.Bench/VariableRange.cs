namespace DefectOrleans.Bench;

/// <summary>A variable of a law, and where its values are drawn evenly at random.</summary>
/// <param name="Name">What the law calls it.</param>
/// <param name="Low">Its least value.</param>
/// <param name="High">Its greatest.</param>
public readonly record struct VariableRange(string Name, double Low, double High)
{
    /// <summary>Three times as wide, but without a sign that it has not here.</summary>
    public VariableRange Wider() => this with
    {
        Low = Low >= 0 ? Math.Max(0, Low - (High - Low)) : Low - (High - Low),
        High = High <= 0 ? Math.Min(0, High + (High - Low)) : High + (High - Low),
    };
}
