namespace DefectOrleans.Silo.Cluster;

/// <summary>PostgreSQL as Orleans' ADO.NET providers call it.</summary>
internal static class Postgres
{
    /// <summary>Npgsql's name among ADO.NET providers.</summary>
    public const string Invariant = "Npgsql";
}
