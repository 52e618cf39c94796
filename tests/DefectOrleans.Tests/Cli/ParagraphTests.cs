using DefectOrleans.Cli.Benchmarking;

namespace DefectOrleans.Tests.Cli;

public sealed class ParagraphTests
{
    [Fact]
    public void Values_stand_in_place_of_their_names_and_the_line_ends_with_the_sentence()
    {
        var text = Fronts(("round", 12.5), ("plain", "none"));
        Assert.Contains("has it: 12.5; on the front", text, StringComparison.Ordinal);
        Assert.EndsWith("by these two: none.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_a_value_and_a_value_without_a_name_are_faults_of_ours()
    {
        Assert.Throws<InvalidOperationException>(() => Fronts(("round", 1)));
        Assert.Throws<InvalidOperationException>(() => Fronts(("round", 1), ("plain", 2), ("other", 3)));
        Assert.Throws<InvalidOperationException>(() => Paragraph.Of(typeof(RecoveryReport), "nothing"));
    }

    private static string Fronts(params (string, object)[] values) =>
        Paragraph.Of(typeof(RecoveryReport), "recovery-fronts", values);
}
