using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Contracts;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>What a silo on PostgreSQL leaves in the table of states, and takes out of it.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class StoredRowsTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [PostgresFact]
    public async Task An_ended_campaign_leaves_two_rows_and_a_deleted_one_none()
    {
        const string Database = "rows";
        using var cluster = await ClusterUnderTest.Start(postgres, Database, silos: 1);
        await cluster.Api.StartCampaign(SmallCampaigns.Request("made", SmallCampaigns.Settings), default);
        await Ended(cluster, "made");

        await Eventually.Is(
            "the searches' rows to go", async () => await Rows(Database, "'search', 'odd', 'even'") == 0, Patience);
        Assert.Equal(2, await Rows(Database, "'request', 'progress'"));
        await cluster.Api.Delete("made", default);
        Assert.Equal(0, await Rows(Database, "'request', 'progress', 'search', 'odd', 'even'"));
        Assert.Equal(1, (await cluster.Api.Book("book-of-made", default)).Version);
    }

    [PostgresFact]
    public async Task A_campaign_and_a_catalog_whose_rows_are_damaged_are_listed_and_the_campaign_is_deleted()
    {
        const string Database = "damaged";
        using var cluster = await ClusterUnderTest.Start(postgres, Database, silos: 1);
        // An id that Orleans' provider takes for a number, and one that it does not.
        foreach (var id in (string[])["beef", "broken"])
            await cluster.Api.StartCampaign(SmallCampaigns.Request(id, SmallCampaigns.Endless), default);
        await Eventually.Is("snapshots", async () => await Rows(Database, "'odd', 'even'") > 0, Patience);
        await cluster.Kill(0);
        postgres.Execute(Database, "UPDATE OrleansStorage SET PayloadBinary = '\\xc1ff' WHERE GrainTypeString = 'catalog'");
        postgres.Execute(
            Database,
            "UPDATE OrleansStorage SET PayloadBinary = '\\xc1ff' WHERE GrainTypeString = 'request' AND GrainIdExtensionString = "
                + "'=broken'");
        await cluster.StartSilo(0);

        Assert.Equal(
            [("beef", CampaignState.Running), ("broken", CampaignState.Unreadable)],
            (await cluster.Api.Campaigns(default)).Select(c => (c.Id, c.State)).Order());
        await cluster.Api.Delete("broken", default);
        await cluster.Api.Control("beef", CampaignOrder.Cancel, default);
        await Ended(cluster, "beef");
        await cluster.Api.Delete("beef", default);

        Assert.Empty(await cluster.Api.Campaigns(default));
        Assert.Equal(0, await Rows(Database, "'request', 'progress', 'search', 'odd', 'even'"));
    }

    [PostgresFact]
    public async Task Ids_that_read_as_one_number_are_ids_of_their_own()
    {
        using var cluster = await ClusterUnderTest.Start(postgres, "numbers", silos: 1);
        var book = SmallCampaigns.BookOf(SmallCampaigns.Settings with { Epochs = 1 });
        foreach (var id in (string[])["c1", "C1", "0c1", "0000000000000000000000000000c1ff"])
            Assert.Equal(1, await cluster.Api.PutBook(id, book with { Material = $"material {id}" }, default));
        await cluster.Kill(0);
        await cluster.StartSilo(0);
        foreach (var id in (string[])["c1", "C1", "0c1", "0000000000000000000000000000c1ff"])
            Assert.Equal($"material {id}", (await cluster.Api.Book(id, default)).Book.Material);
    }

    [PostgresFact]
    public async Task Keys_that_an_earlier_version_kept_as_numbers_are_found_after_the_schema_is_renewed()
    {
        const string Database = "renewed";
        using var cluster = await ClusterUnderTest.Start(postgres, Database, silos: 1);
        foreach (var id in (string[])["beef", "other"])
            await cluster.Api.PutBook(id, SmallCampaigns.BookOf(SmallCampaigns.Settings with { Epochs = 1 }), default);
        await cluster.Kill(0);
        postgres.Execute(Database, "UPDATE DefectsSchema SET Version = 1");
        postgres.Execute(
            Database,
            "UPDATE OrleansStorage SET GrainIdExtensionString = NULL, GrainIdN1 = x'beef'::bigint WHERE GrainIdExtensionString = "
                + "'=beef'");
        postgres.Execute(Database,
            "UPDATE OrleansStorage SET GrainIdExtensionString = NULL, GrainIdN1 = 0 WHERE GrainIdExtensionString = '=0'");
        postgres.Execute(
            Database, "UPDATE OrleansStorage SET GrainIdExtensionString = 'other' WHERE GrainIdExtensionString = '=other'");
        await cluster.RenewSchema();
        await cluster.StartSilo(0);
        Assert.Equal(["beef", "other"], (await cluster.Api.Books(default)).Select(b => b.Id));
        foreach (var id in (string[])["beef", "other"])
            Assert.Equal(1, (await cluster.Api.Book(id, default)).Version);
    }

    [PostgresFact]
    public async Task A_late_write_on_a_row_that_was_deleted_and_made_again_is_refused()
    {
        const string Database = "late";
        using var cluster = await ClusterUnderTest.Start(postgres, Database, silos: 1);
        await cluster.Kill(0);
        var first = await Run("WriteToStorageKey", version: null);
        Assert.NotNull(await Run("DeleteStorageKey", first));
        Assert.Null(await Run("WriteToStorageKey", first));

        var second = await Run("WriteToStorageKey", version: null);

        Assert.NotEqual(first, second);
        Assert.Null(await Run("WriteToStorageKey", first));
        Assert.Null(await Run("DeleteStorageKey", first));
        Assert.Equal(second + 1, await Run("WriteToStorageKey", second));

        // The version that a statement answers; null where it changed no row.
        async Task<int?> Run(string statement, int? version) => await postgres.Ask<int?>(
            Database, await postgres.Ask<string>(Database, $"SELECT QueryText FROM OrleansQuery WHERE QueryKey = '{statement}'"),
            ("ServiceId", "s"), ("GrainTypeString", "t"), ("GrainIdN0", 0L), ("GrainIdN1", 0L), ("GrainIdExtensionString", "k"),
            ("PayloadBinary", new byte[] { 1 }), ("GrainStateVersion", version));
    }

    private Task<long> Rows(string database, string states) =>
        postgres.Ask<long>(database, $"SELECT count(*) FROM OrleansStorage WHERE GrainTypeString IN ({states})");

    private static Task Ended(ClusterUnderTest cluster, string campaign) => Eventually.Is(
        $"the end of campaign {campaign}", async () => (await cluster.Api.Campaign(campaign, default)).State.IsFinal(), Patience);
}
