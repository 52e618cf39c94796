using DefectOrleans.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddDefectCluster();
await builder.Build().RunAsync();
