namespace DefectOrleans.ClusterTests.Host;

/// <summary>A test that needs PostgreSQL.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresPrograms.SkipReason;
}

/// <summary>The same for a test with cases.</summary>
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresPrograms.SkipReason;
}
