using System.Net;
using System.Text;
using DefectOrleans.Contracts;

namespace DefectOrleans.Tests.Web;

/// <summary>Campaigns of nonsense over HTTP are the asker's fault (400) and never ours (500).</summary>
public sealed class BadCampaignTests(ServedApi served) : IClassFixture<ServedApi>
{
    [Theory]
    [InlineData("\"budgetSeconds\":1e300", "a budget of 1E+300 s")]
    [InlineData("\"budgetSeconds\":-5", "a budget of -5 s")]
    [InlineData("\"budgetSeconds\":1e999", "budgetSeconds")]
    [InlineData("\"budgetSeconds\":\"NaN\"", "budgetSeconds")]
    [InlineData("\"budgetSeconds\":4.3e7", "a budget of 43000000 s")]
    [InlineData("\"epochs\":1000000000", "1000000000 epochs")]
    [InlineData("\"epochs\":1e10", "epochs")]
    [InlineData("\"epochs\":1,\"islands\":0", "0 islands")]
    [InlineData("\"epochs\":1,\"properties\":[\"charm\"]", "properties[0]")]
    [InlineData("\"epochs\":1,\"properties\":[7]", "properties[0]")]
    [InlineData("\"epochs\":1,\"properties\":[\"7\"]", "properties[0]")]
    [InlineData("\"epochs\":1,\"properties\":[\"energy, gap\"]", "properties[0]")]
    [InlineData("\"epochs\":1,\"network\":\"abacus\"", "network 'abacus'")]
    public async Task Settings_that_make_no_sense_are_refused(string settings, string said)
    {
        var text = JsonBodyFormat.Lenient.ToText(SmallCampaign.Short("bad", "bad"));
        var from = text.IndexOf("\"settings\":{", StringComparison.Ordinal);
        var to = text.IndexOf('}', from);
        await Refused($"{text[..from]}\"settings\":{{{settings}{text[to..]}", said);
    }

    [Theory]
    [InlineData("\"id\":\"bad\"", "\"id\":\"%\"", "campaign '")]
    [InlineData("\"book\":\"bad\"", "\"book\":\"%\"", "book '")]
    [InlineData("\"levels\":\"raw\"", "\"levels\":\"9\"", "levels")]
    [InlineData("\"cellA\":8", "\"cellA\":2000000000", "a supercell of 2000000000×6")]
    [InlineData("\"element\":\"Nb\"", "\"element\":\"Xx\"", "'Xx' is no element")]
    public async Task Structures_and_names_that_make_no_sense_are_refused(string from, string to, string said)
    {
        var text = JsonBodyFormat.Lenient.ToText(SmallCampaign.Short("bad", "bad"));
        Assert.Contains(from, text, StringComparison.Ordinal);
        await Refused(
            text.Replace(from, to.Replace("%", new string('x', 300), StringComparison.Ordinal), StringComparison.Ordinal), said);
    }

    private async Task Refused(string body, string said)
    {
        using var answer = await served.Http.PostAsync(
            "/api/campaigns", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{answer.StatusCode}: {problem}");
        Assert.Contains(said, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("bad", (await served.Client.Campaigns(default)).Select(c => c.Id));
    }
}
