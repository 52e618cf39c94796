using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Grains;

/// <summary>
/// A campaign before its three-body terms are known: what it learns from, how, and the plan that pairs alone make.
/// </summary>
internal sealed class CampaignInput
{
    private readonly Lazy<CampaignPlan> _plan;

    private CampaignInput(TrainingSet training, DiscoveryOptions options)
    {
        (Training, Options) = (training, options);
        _plan = new Lazy<CampaignPlan>(() => new CampaignPlan(training, options));
    }

    public TrainingSet Training { get; }

    public DiscoveryOptions Options { get; }

    /// <summary>The plan where there are no three-body terms; made when it is asked for.</summary>
    /// <exception cref="Engine.InputException">The training set can't be used.</exception>
    public CampaignPlan Plan => _plan.Value;

    /// <summary>Reads a request.</summary>
    /// <exception cref="Engine.InputException">The request can't be used.</exception>
    public static CampaignInput Of(CampaignRequest request)
    {
        CampaignValidator.Require(request);
        NetworkBackends.Reader(request.Settings.Network);
        return new CampaignInput(CampaignRequests.TrainingOf(request), CampaignRequests.OptionsOf(request, threads: 1));
    }

    /// <summary>
    /// The plan beside three-body terms. Unless these are known they are searched here, which may take minutes: with a budget as
    /// long as in one process, so that terms found once have to be stored.
    /// </summary>
    /// <param name="asked">Which are known, and the time to search them in.</param>
    /// <param name="clock">Time.</param>
    /// <param name="ending">Ends the search for three-body terms with those found.</param>
    public PlannedCampaign PlanBesideTerms(PlanSearches asked, TimeProvider clock, CancellationToken ending)
    {
        var terms = PlannedCampaign.FindTerms(asked, Training, Options, clock, ending);
        return new PlannedCampaign(terms, terms.Formulas.IsEmpty ? Plan : new CampaignPlan(terms.Training, Options));
    }
}
