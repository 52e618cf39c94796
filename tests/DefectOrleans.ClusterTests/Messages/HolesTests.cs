using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Gateway;
using DefectOrleans.Web;
using MessagePack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.ClusterTests.Messages;

/// <summary>Null where a request may not have it is the asker's fault, and the member is named.</summary>
public sealed class HolesTests(HolesTests.ClusterWithGateway cluster) : IClassFixture<HolesTests.ClusterWithGateway>
{
    private static readonly Dictionary<Type, (HttpMethod Method, string Path)> Routes = new()
    {
        [typeof(FormulaBook)] = (HttpMethod.Put, "api/books/x"),
        [typeof(PredictionRequest)] = (HttpMethod.Post, "api/books/x/predict"),
        [typeof(LatticeBatch)] = (HttpMethod.Post, "api/books/x/predict/batch"),
        [typeof(CampaignRequest)] = (HttpMethod.Post, "api/campaigns"),
    };

    public static TheoryData<string, string> Places
    {
        get
        {
            var places = new TheoryData<string, string>();
            foreach (var request in Holes.Requests)
            {
                foreach (var place in Holes.Of(request))
                    places.Add(request.Name, place);
            }
            return places;
        }
    }

    [Fact]
    public void Places_are_found_in_members_lists_and_lists_of_lists() => Assert.Superset(
        new HashSet<string>
        {
            "cell.lattice[1]",
            "settings.properties",
            "samples[1]",
            "samples[1].structure.defects[1].kind",
            "chosen[1]"
        },
        Holes.Of(typeof(CampaignRequest)).ToHashSet());

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_body_with_a_hole_is_refused_by_the_gateway_and_the_member_named(string request, string place)
    {
        var type = Request(request);
        Assert.Contains(
            place, await Refusal(type, "application/x-msgpack",
                MessagePackSerializer.Serialize(type, Holes.Filled(type, place), DefectMessages.Options)));
        Assert.Contains(
            place.Split('.')[^1], await Refusal(type, "application/json", Encoding.UTF8.GetBytes(Holes.Json(type, place))));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_grain_refuses_a_message_with_a_hole_and_names_the_member(string request, string place)
    {
        var grains = cluster.Grains;
        var fault = await Assert.ThrowsAsync<GrainFaultException>(() => Holes.Filled(Request(request), place) switch
        {
            FormulaBook book => grains.GetGrain<IBookGrain>("x").Put(book, campaign: null, default),
            PredictionRequest question => grains.GetGrain<IComposerGrain>("x").Predict(question, default),
            LatticeBatch batch => grains.GetGrain<IComposerGrain>("x").PredictBatch(batch, default),
            var campaign => grains.GetGrain<ICampaignGrain>("x").Start((CampaignRequest)campaign, default),
        });
        Assert.Equal(ServiceFault.Invalid, fault.Fault);
        Assert.Contains($"{place} is missing or null", fault.Message);
    }

    private static Type Request(string name) => Holes.Requests.Single(type => type.Name == name);

    private async Task<string> Refusal(Type type, string mediaType, byte[] body)
    {
        using var request = new HttpRequestMessage(Routes[type].Method, Routes[type].Path)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } },
        };
        using var answer = await cluster.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{mediaType}: {answer.StatusCode} {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        Assert.Equal("invalid", problem.RootElement.GetProperty("fault").GetString());
        return problem.RootElement.GetProperty("detail").GetString()!;
    }

    /// <summary>A silo, and a gateway's API over its grains, in this process.</summary>
    public sealed class ClusterWithGateway : IAsyncLifetime
    {
        private GrainCluster? _cluster;
        private WebApplication? _gateway;

        internal IGrainFactory Grains => _cluster!.Grains;

        internal HttpClient Http { get; } = new() { DefaultRequestHeaders = { { OrderHeader.Name, OrderHeader.Value } } };

        public async Task InitializeAsync()
        {
            _cluster = await GrainCluster.Start(1);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddSingleton(_cluster.Service);
            builder.Services.AllowAnyone();
            builder.AddApi();
            _gateway = builder.Build();
            _gateway.MapDefectApi();
            await _gateway.StartAsync();
            Http.BaseAddress = new Uri(_gateway.Urls.Single());
        }

        public async Task DisposeAsync()
        {
            Http.Dispose();
            await _gateway!.DisposeAsync();
            await _cluster!.DisposeAsync();
        }
    }
}
