namespace DefectOrleans.ClusterTests.Host;

/// <summary>Tests that share one PostgreSQL server, each with a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
