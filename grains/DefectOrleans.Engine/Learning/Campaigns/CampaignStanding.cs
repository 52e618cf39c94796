using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>Whether a campaign runs, is held, is being cancelled or has ended, and what that allows.</summary>
/// <param name="State">How users see it.</param>
/// <param name="Cancelled">Whether a user has ended it; its book may still be on its way.</param>
/// <param name="Message">Why it ended so; null where there is nothing to say.</param>
public sealed record CampaignStanding(CampaignState State, bool Cancelled = false, string? Message = null)
{
    /// <summary>Whether it has come to its end.</summary>
    public bool HasEnded => State.IsFinal();

    /// <summary>
    /// Why an order can't be followed, as the rest of a sentence that begins with the campaign; null where it can.
    /// </summary>
    public string? Refusal(CampaignOrder order) => order switch
    {
        CampaignOrder.Cancel when State == CampaignState.Cancelled => null,
        _ when HasEnded => $"has ended ({Word(State)}); nothing is left to {Word(order)}",
        CampaignOrder.Cancel => null,
        _ => Cancelled ? "is being cancelled" : null,
    };

    /// <summary>After an order; unchanged where it can't be followed.</summary>
    public CampaignStanding After(CampaignOrder order) => Refusal(order) is not null || HasEnded ? this : order switch
    {
        CampaignOrder.Cancel => this with { Cancelled = true, State = CampaignState.Running },
        CampaignOrder.Pause => this with { State = CampaignState.Paused },
        _ => this with { State = CampaignState.Running },
    };

    /// <summary>After its last step.</summary>
    /// <param name="book">What it has made; null when not even one formula was found.</param>
    public CampaignStanding After(FormulaBook? book) => this with
    {
        State = Cancelled ? CampaignState.Cancelled : book is null ? CampaignState.Failed : CampaignState.Completed,
        Message = book switch
        {
            null => Cancelled ? "cancelled before the first formula was found" : "no formula was found",
            { Provenance.Complete: false } when !Cancelled => "some pairs are left without a formula",
            _ => null,
        },
    };

    /// <summary>After what it can't go on from.</summary>
    public CampaignStanding Failed(string reason) => this with { State = CampaignState.Failed, Message = reason };

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
