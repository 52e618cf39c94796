using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Triples;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Grains;

/// <summary>A campaign before its three-body terms are known: what it learns from, how, and the plan that pairs alone make.</summary>
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

    /// <summary>The plan beside three-body terms.</summary>
    public CampaignPlan PlanBeside(TripleTerms terms) => terms.Formulas.IsEmpty ? Plan : new CampaignPlan(terms.Training, Options);
}
