using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Contracts;
using DefectOrleans.Gateway.Bodies;

namespace DefectOrleans.ClusterTests.Host;

public sealed class MessagePackBodyFormatTests
{
    private static readonly MessagePackBodyFormat Format = new();

    [Fact]
    public async Task A_campaign_comes_out_as_it_went_in()
    {
        var bytes = await Bytes(SmallCampaigns.Request("c"));
        var read = await Format.Read<CampaignRequest>(new MemoryStream(bytes), default);
        Assert.Equal(bytes, await Bytes(read));
        Assert.Equal(SmallCampaigns.Request("c").Samples[5].Structure.Defects, read.Samples[5].Structure.Defects);
    }

    [Fact]
    public async Task What_is_no_message_is_told_as_damaged()
    {
        var whole = await Bytes(SmallCampaigns.Request("c"));
        byte[][] damaged =
            [
                [], [0xc0], [0xc1], [0xa3, 1, 2, 3], whole[..(whole.Length / 2)], [.. whole, 0x01],
                [0xdd, 0x7f, 0xff, 0xff, 0xff], [.. Enumerable.Repeat((byte)0x91, 100_000)]
            ];
        foreach (var body in damaged)
            await Assert.ThrowsAsync<InvalidDataException>(async () =>
                await Format.Read<CampaignRequest>(new MemoryStream(body), default));
    }

    [Fact]
    public async Task A_number_that_names_no_value_is_refused_with_those_that_do()
    {
        var good = SmallCampaigns.Request("c");
        foreach (var (request, told) in new[]
        {
            (good with { Settings = good.Settings with { Properties = [Property.Energy, (Property)77] } },
                "77 is no Property; expected 0 (Energy), "),
            (good with { Levels = (LevelReference)(-1) }, "-1 is no LevelReference; expected 0 ("),
        })
        {
            var bytes = await Bytes(request);
            var fault = await Assert.ThrowsAsync<InvalidDataException>(async () =>
                await Format.Read<CampaignRequest>(new MemoryStream(bytes), default));
            Assert.StartsWith(told, fault.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> Bytes(CampaignRequest request)
    {
        using var stream = new MemoryStream();
        await Format.Write(stream, request, default);
        return stream.ToArray();
    }
}
