using System.Globalization;
using DefectOrleans.Engine.Arrangements;

namespace DefectOrleans.Cli.Arranging;

/// <summary>How far a scan is, as a line every few seconds, and what it came to.</summary>
internal sealed class ScanLines(Session session) : IProgress<ScanProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly long _began = session.Clock.GetTimestamp();
    private long _told = session.Clock.GetTimestamp();

    public void Report(ScanProgress value)
    {
        lock (_gate)
        {
            if (session.Clock.GetElapsedTime(_told) < Interval)
                return;
            _told = session.Clock.GetTimestamp();
            session.Say(string.Create(
                CultureInfo.InvariantCulture, $"{100.0 * value.Done / value.Parts:0} %, {value.Seen} inequivalent arrangements"));
        }
    }

    /// <summary>Says how it ended.</summary>
    public void Done(Scan scan)
    {
        var time = string.Create(
            CultureInfo.InvariantCulture, $"{session.Clock.GetElapsedTime(_began).TotalSeconds:0.00} s");
        session.Say(scan switch
        {
            { IsProven: false } => $"ended early after {time}: the best so far",
            { Inequivalent: null } => $"{time}; better ones are ruled out by a bound",
            _ => $"{time}; all were listed",
        });
    }
}
