using System.Globalization;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Cli.Output;

/// <summary>Progress as plain lines: one at each stage, and one per search every few seconds.</summary>
internal sealed class ProgressLines(Session session) : IProgress<DiscoveryProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Stage, string Search), long> _written = [];

    public void Report(DiscoveryProgress value)
    {
        lock (_gate)
        {
            var now = session.Clock.GetTimestamp();
            var key = (value.Stage, value.Search);
            if (_written.TryGetValue(key, out var last) && session.Clock.GetElapsedTime(last, now) < Interval)
                return;
            _written[key] = now;
            session.Say(Line(value));
        }
    }

    private static string Line(DiscoveryProgress at)
    {
        var left = at.TimeLeft is { } time ? $", {Duration.Write(time)} left" : "";
        return at.Search.Length == 0
            ? $"{at.Stage}{left}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"[{at.SearchesDone}/{at.Searches}] {at.Search}: epoch {at.Epoch}, {at.CandidatesPerSecond:0} candidates/s, best "
                    + $"{Written.Thousandths(at.BestError, at.Unit)}{left}: {at.BestFormula}");
    }
}
