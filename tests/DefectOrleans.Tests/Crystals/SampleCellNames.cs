namespace DefectOrleans.Tests.Crystals;

/// <summary>Names of <see cref="SampleCells"/>.</summary>
internal sealed class SampleCellNames : TheoryData<string>
{
    public static readonly string[] All = ["MoS2", "BN", "BN at 60°", "GaSe", "P", "V2O5", "oblique"];

    public SampleCellNames() => AddRange(All);
}
