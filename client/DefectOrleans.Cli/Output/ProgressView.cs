using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Cli.Output;

/// <summary>Shows on standard error how a campaign goes.</summary>
internal static class ProgressView
{
    /// <summary>Does the work under a live display on a terminal, under plain lines elsewhere.</summary>
    public static T Watch<T>(Session session, Func<IProgress<DiscoveryProgress>, T> work) =>
        session.Progress.Profile.Capabilities.Ansi
            ? LiveProgress.Watch(session, work)
            : work(new ProgressLines(session));
}
