using System.Globalization;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Learning.Campaigns;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DefectOrleans.Cli.Output;

/// <summary>Progress as a table that is drawn anew in place.</summary>
internal sealed class LiveProgress(TimeProvider clock, LiveDisplayContext display) : IProgress<DiscoveryProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>A search takes one line, however long its formula.</summary>
    private const int FormulaWidth = 40;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, DiscoveryProgress> _searches = new(StringComparer.Ordinal);
    private long _drawn;

    /// <summary>Does the work under the display.</summary>
    public static T Watch<T>(Session session, Func<IProgress<DiscoveryProgress>, T> work) =>
        session.Progress.Live(new Text("")).AutoClear(true).Start(display => work(new LiveProgress(session.Clock, display)));

    public void Report(DiscoveryProgress value)
    {
        lock (_gate)
        {
            if (value.Search.Length > 0)
                _searches[value.Search] = value;
            if (_drawn != 0 && clock.GetElapsedTime(_drawn) < Interval)
                return;
            _drawn = clock.GetTimestamp();
            display.UpdateTarget(Draw(value));
        }
    }

    private IRenderable Draw(DiscoveryProgress latest)
    {
        var done = latest.Searches > 0 ? $": {latest.SearchesDone} of {latest.Searches} searches done" : "";
        var left = latest.TimeLeft is { } time ? $", {Duration.Write(time)} left" : "";
        var headline = new Text($"{latest.Stage}{done}{left}");
        if (_searches.Count == 0)
            return headline;
        var table = Tables.New(2, "Search", "Best formula", "Epoch", "Candidates/s", "Best");
        foreach (var (name, at) in _searches)
        {
            table.Add(
                name,
                at.BestFormula.Length <= FormulaWidth ? at.BestFormula : at.BestFormula[..(FormulaWidth - 1)] + "…",
                Written.Count(at.Epoch),
                at.CandidatesPerSecond.ToString("0", CultureInfo.InvariantCulture),
                Written.Thousandths(at.BestError, at.Unit));
        }
        return new Rows(headline, table);
    }
}
