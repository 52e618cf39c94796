using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>What a campaign works with on its silo.</summary>
internal sealed record CampaignServices(
    IGrainFactory Grains, ClusterCores Cluster, SearchCores Cores, IStoredKeys Keys, GrainSettings Settings, TimeProvider Time,
    ILogger<CampaignGrain> Log);
