using System.Globalization;
using DefectOrleans.Bench;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>A line on standard error for each finished run.</summary>
internal sealed class RunLines(Session session, string search) : IProgress<RecoveryRun>
{
    private readonly Lock _gate = new();

    public void Report(RecoveryRun value)
    {
        lock (_gate)
        {
            session.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{search}: {value.Problem} run {value.Run + 1}: {(value.Recovered ? "recovered" : "not recovered")}, "
                    + $"{(value.Solved ? "chosen" : "not chosen")} in {value.Seconds:0.0} s, "
                    + $"{value.Epochs} epochs: {value.Chosen}"));
        }
    }
}
