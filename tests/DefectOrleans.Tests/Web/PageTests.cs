using System.Text.Json;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Web;

/// <summary>The web page in a real browser.</summary>
[Trait("Category", "Slow")]
public sealed class PageTests(ServedApi served) : IClassFixture<ServedApi>
{
    [ChromiumFact]
    public async Task The_page_shows_formulas_predicts_and_follows_a_campaign_without_a_fault()
    {
        await using var browser = await Browser.Open(ChromiumFactAttribute.Program, served.Address);
        Assert.Contains("MadeUp, version 1, 8 formulas",
            await browser.Eventually("document.querySelector('#book-line').textContent"), StringComparison.Ordinal);
        Assert.Equal("8", await browser.Eventually("document.querySelectorAll('#formulas math').length"));
        Assert.Contains(
            "12·",
            (await browser.Eventually("[...document.querySelectorAll('#formulas math')].map(m => m.textContent).join(' ')"))
                .Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("0", await browser.Eventually("String(document.querySelectorAll('#formulas mtext').length)"));

        var cif = JsonSerializer.Serialize(CifWriter.Write(MadeUpStructures.Drawn(1, 5, seed: 1).Single()));
        await browser.Eventually(
            $"(document.querySelector('#structure').value = {cif}, document.querySelector('#predict button').click(), true)");
        Assert.Contains("formation energy", await browser.Eventually("document.querySelector('#prediction table')?.textContent"),
            StringComparison.Ordinal);
        Assert.Empty(browser.Faults);

        // Where a value is missing its reason stands.
        var antisite = JsonSerializer.Serialize(CifWriter.Write(MadeUpAntisite.Structure));
        await browser.Eventually(
            $"(document.querySelector('#structure').value = {antisite}, document.querySelector('#predict button').click(), "
                + "true)");
        Assert.Equal(
            "formation energy: – the book does not know the energy of Nb_Te|"
                + "energy per site: – the book does not know the energy of Nb_Te|"
                + "HOMO: – the book does not know it of Nb_Te alone|LUMO: – the book does not know it of Nb_Te alone|"
                + "gap: – the book does not know it of Nb_Te alone",
            await browser.Eventually(
                "document.querySelector('#prediction h3').textContent.endsWith(': Nb_Te') && "
                    + "[...document.querySelectorAll('#prediction tbody')[0].rows]"
                    + ".map(row => `${row.cells[0].textContent}: ${row.cells[1].textContent}`).join('|')"));
        Assert.Empty(browser.Faults);

        // A dropped file goes out by its own name, unpacked; the server tells its format.
        await browser.Eventually($$"""
            (() => {
              const drop = new DragEvent("drop", { dataTransfer: new DataTransfer() });
              drop.dataTransfer.items.add(new File([{{cif}}], "dropped.cif"));
              document.querySelector("#structure").dispatchEvent(drop);
              return true;
            })()
            """);
        await browser.Eventually("document.querySelector('#structure').dataset.name === 'dropped.cif'");
        await browser.Eventually("(document.querySelector('#predict button').click(), true)");
        Assert.StartsWith(
            "dropped: ",
            await browser.Eventually(
                "[...document.querySelectorAll('#prediction h3')].map(h => h.textContent).find(t => t.startsWith('dropped'))"),
            StringComparison.Ordinal);

        await browser.Eventually(
            "(document.querySelector('#structure').value = 'no structure', document.querySelector('#predict button').click(), "
                + "true)");
        Assert.Contains("POSCAR", await browser.Eventually("document.querySelector('#prediction .fault')?.textContent"),
            StringComparison.Ordinal);
        // The browser itself notes the answer 400.
        Assert.DoesNotContain(browser.Faults, fault => !fault.Contains("400", StringComparison.Ordinal));

        await served.Client.StartCampaign(SmallCampaign.Endless("seen", "seen"), default);
        Assert.Contains(
            "searches done", await browser.Eventually(
                "document.querySelector('#campaigns article .quiet:not(span)')?.textContent"), StringComparison.Ordinal);
        await browser.Eventually(
            "([...document.querySelectorAll('#campaigns button')].find(b => b.textContent === 'cancel').click(), true)");
        Assert.Contains(
            "cancelled",
            await browser.Eventually(
                "document.querySelector('#campaigns h3').textContent.includes('cancelled') && document.querySelector('#campaigns "
                    + "h3').textContent"),
            StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Faults, fault => !fault.Contains("400", StringComparison.Ordinal));
    }

    [ChromiumFact]
    public async Task An_ended_campaign_is_deleted_by_keyboard_once_that_is_confirmed()
    {
        await using var browser = await Browser.Open(ChromiumFactAttribute.Program!, served.Address);
        await served.Client.StartCampaign(SmallCampaign.Endless("unwanted", "seen"), default);
        const string Card =
            "[...document.querySelectorAll('#campaigns article')].find(a => "
                + "a.querySelector('h3').textContent.startsWith('unwanted'))";
        const string Delete = $"[...{Card}.querySelectorAll('button')].find(b => b.textContent === 'delete')";
        await browser.Eventually($"{Card} && true");
        Assert.Equal("none", await browser.Eventually($"{Delete} ? 'some' : 'none'"));
        await served.Client.Control("unwanted", Contracts.CampaignOrder.Cancel, default);
        await browser.Eventually($"{Delete} && true");

        // Who thinks better of it is left with the card.
        await browser.Eventually(
            $"(window.asked = [], window.confirm = text => (window.asked.push(text), false), {Delete}.click(), true)");
        Assert.Contains("unwanted", await browser.Eventually("window.asked.join()"), StringComparison.Ordinal);
        Assert.Contains("unwanted", (await served.Client.Campaigns(default)).Select(c => c.Id));
        await browser.Eventually($"(window.confirm = () => true, {Delete}.focus(), document.activeElement === {Delete})");
        await browser.PressEnter();

        await browser.Eventually($"!{Card}");
        Assert.Equal("campaigns-title", await browser.Eventually("document.activeElement.id"));
        Assert.DoesNotContain("unwanted", (await served.Client.Campaigns(default)).Select(c => c.Id));
        Assert.Empty(browser.Faults);
    }

    [ChromiumFact]
    public async Task An_answer_that_comes_after_a_campaigns_end_does_not_bring_its_card_back()
    {
        await using var browser = await Browser.Open(ChromiumFactAttribute.Program, served.Address);
        await served.Client.StartCampaign(SmallCampaign.Endless("overtaken", "seen"), default);
        const string Card =
            "[...document.querySelectorAll('#campaigns article')].find(a => "
                + "a.querySelector('h3').textContent.startsWith('overtaken'))";
        // The answer to the order waits until the events have told the end, as on a slow connection.
        await browser.Eventually($$"""
            (() => {
              const direct = window.fetch;
              window.fetch = async (path, options) => {
                const answer = await direct(path, options);
                if (!path.endsWith("/cancel"))
                  return answer;
                while (!{{Card}}.querySelector("h3").textContent.includes("cancelled"))
                  await new Promise(r => setTimeout(r, 5));
                setTimeout(() => window.late = true, 200);
                return answer;
              };
              return true;
            })()
            """);
        await browser.Eventually($"([...{Card}.querySelectorAll('button')].find(b => b.textContent === 'cancel').click(), true)");
        await browser.Eventually("window.late");
        Assert.Contains(
            "cancelled", await browser.Eventually($"{Card}.querySelector('h3').textContent"), StringComparison.Ordinal);
    }
}
