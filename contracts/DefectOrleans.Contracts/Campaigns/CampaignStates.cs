namespace DefectOrleans.Contracts;

/// <summary>What a campaign's state means.</summary>
public static class CampaignStates
{
    /// <summary>Whether nothing comes after it: who watches has seen the last.</summary>
    public static bool IsFinal(this CampaignState state) => state is not (CampaignState.Running or CampaignState.Paused);
}
