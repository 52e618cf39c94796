using System.Diagnostics;

namespace DefectOrleans.Grains;

/// <summary>What a silo traces; a host adds the source by its name.</summary>
public static class DefectActivities
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "DefectOrleans";

    internal static readonly ActivitySource Source = new(SourceName);
}
