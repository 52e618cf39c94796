using System.Globalization;
using DefectOrleans.Engine.Arrangements;

namespace DefectOrleans.Cli.Arranging;

/// <summary>How far a sampling is, as a line every few seconds, and how fast it was.</summary>
internal sealed class SampleLines(Session session) : IProgress<SampleProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly long _began = session.Clock.GetTimestamp();
    private long _told = session.Clock.GetTimestamp();

    public void Report(SampleProgress value)
    {
        if (session.Clock.GetElapsedTime(_told) < Interval)
            return;
        _told = session.Clock.GetTimestamp();
        session.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{100.0 * value.Done / value.Sweeps:0} %: {value.Done} of {value.Sweeps} sweeps, {Millions(value.Moves)}"));
    }

    /// <summary>Says how it ended.</summary>
    public void Done(Sample sample)
    {
        var seconds = session.Clock.GetElapsedTime(_began).TotalSeconds;
        session.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{(sample.IsComplete ? "" : "ended early; ")}{sample.Moves} moves in {seconds:0.00} s, {Millions(sample.Moves)}"));
    }

    private string Millions(long moves) => string.Create(
        CultureInfo.InvariantCulture, $"{moves / session.Clock.GetElapsedTime(_began).TotalSeconds / 1e6:0.0} million moves/s");
}
