using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// Chooses how the gap is made up of pairs by the error on training structures that were left out. Structures with two
/// defects can't tell the rules apart; where there are few denser ones the published rule stays.
/// </summary>
internal static class GapRuleChoice
{
    private const int FewestStructures = 40;

    // The published rule is the simpler one: another has to be better by so much.
    private const double WorthwhileGain = 0.02;

    /// <summary>The rule for these structures.</summary>
    public static GapRule Of(IReadOnlyList<TrainingSample> samples, ShellIndex index)
    {
        if (samples.Count(s => s.Gap is not null && s.Structure.Defects.Length > 2) < FewestStructures)
            return GapRule.LowestPair;
        var lowest = LeftOut.Gaps(samples, index, GapRule.LowestPair).Sum(e => Math.Abs(e.Error));
        var apart = LeftOut.Gaps(samples, index, GapRule.LevelsApart).Sum(e => Math.Abs(e.Error));
        return apart < (1 - WorthwhileGain) * lowest ? GapRule.LevelsApart : GapRule.LowestPair;
    }
}
