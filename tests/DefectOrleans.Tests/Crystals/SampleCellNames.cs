namespace DefectOrleans.Tests.Crystals;

/// <summary>Names of <see cref="SampleCells"/>.</summary>
internal sealed class SampleCellNames : TheoryData<string>
{
    public SampleCellNames() => AddRange("MoS2", "BN", "BN at 60°", "GaSe", "P", "V2O5", "oblique");
}
