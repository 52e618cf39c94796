using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Bench;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>Throughput for people and for programs.</summary>
internal sealed record SpeedTable(SpeedReport Report)
{
    private (string Name, LoopSpeed Speed)[] Loops =>
    [
        ("million multiply-adds, bare loop", Millions(Report.MultiplyAdds)),
        ("training steps, full length", Report.TrainSteps),
        ("training steps, random formulas", Report.TrainStepsOnFormulas),
        .. Report.Other is { } other
            ? new[]
            {
                ($"{other.Network}: training steps, full length", other.Steps),
                ($"{other.Network}: training steps, random formulas", other.StepsOnFormulas)
            }
            : [],
        ("formulas sampled", Report.Sampled),
        ("formulas scored", Report.Scored),
        ("formulas fitted", Report.Fitted),
        ("laws scored", Report.Laws),
        ("triples predicted", Report.Predictions),
    ];

    private string[] Headings =>
        ["Each second", $"{Report.Threads} threads", "1 thread", "Gain", "Bytes each", "For what is kept"];

    private IEnumerable<string[]> Rows => Loops.Select(l =>
        (string[])[
            l.Name, Number(l.Speed.PerSecond), Number(l.Speed.OnOneThread), Number(l.Speed.Gain, "0.00"),
            Number(l.Speed.BytesPerItem), Number(l.Speed.KeptBytesPerItem)
        ]);

    private string Share =>
        $"The recurrent products alone of the training steps of full length reach {Number(100 * Report.ShareOfBareLoop, "0")} % "
            + "of the bare loop's multiply-adds.";

    private string Epoch =>
        "An epoch as published (5000 samples, the constants of 600 fitted on fifteen points, the network trained on the best "
            + $"fifth): {Number(Report.EpochSeconds, "0.00")} s.";

    private string Checkpoint =>
        $"Writing the state of a search with one island after {CheckpointSpeed.Epochs} epochs, flushed to disk: "
            + $"{Number(Report.Checkpoint.Milliseconds, "0")} ms, {Number(Report.Checkpoint.Bytes / 1e6, "0.00")} MB.";

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(1, Headings);
        foreach (var row in Rows)
            table.Add(row);
        console.Write(table);
        console.Line(Share);
        console.Line(Epoch);
        console.Line(Checkpoint);
    }

    /// <summary>The document of <c>--json</c>.</summary>
    public object Json() => new
    {
        multiply_adds_per_s = Report.MultiplyAdds.PerSecond,
        share_of_bare_loop = Report.ShareOfBareLoop,
        sampled_per_s = Report.Sampled.PerSecond,
        scored_per_s = Report.Scored.PerSecond,
        fitted_per_s = Report.Fitted.PerSecond,
        laws_scored_per_s = Report.Laws.PerSecond,
        train_steps_per_s = Report.TrainSteps.PerSecond,
        train_steps_on_formulas_per_s = Report.TrainStepsOnFormulas.PerSecond,
        predictions_per_s = Report.Predictions.PerSecond,
        beside = Report.Other is not { } other ? null : new
        {
            network = other.Network,
            train_steps_per_s = other.Steps.PerSecond,
            train_steps_on_formulas_per_s = other.StepsOnFormulas.PerSecond,
            one_thread = new
            {
                train_steps = other.Steps.OnOneThread,
                train_steps_on_formulas = other.StepsOnFormulas.OnOneThread
            },
        },
        threads = Report.Threads,
        epoch_seconds = Report.EpochSeconds,
        one_thread = ByName(s => s.OnOneThread),
        gain = ByName(s => s.Gain),
        bytes_per_item = ByName(s => s.BytesPerItem),
        kept_bytes_per_item = ByName(s => s.KeptBytesPerItem),
        checkpoint = new { ms = Report.Checkpoint.Milliseconds, bytes = Report.Checkpoint.Bytes },
    };

    private static LoopSpeed Millions(LoopSpeed speed) =>
        speed with { PerSecond = speed.PerSecond / 1e6, OnOneThread = speed.OnOneThread / 1e6 };

    /// <summary>A page with the table.</summary>
    public Markdown Page(string command, Machine machine, DateTimeOffset date) =>
        new Markdown("Throughput", command, machine, date)
            .Say(Paragraph.Of(typeof(SpeedTable), "speed-columns"))
            .Table(1, Headings, Rows)
            .Say(Share)
            .Say(Epoch)
            .Say(Checkpoint);

    private object ByName(Func<LoopSpeed, double> value) => new
    {
        sampled = value(Report.Sampled),
        scored = value(Report.Scored),
        fitted = value(Report.Fitted),
        laws_scored = value(Report.Laws),
        train_steps = value(Report.TrainSteps),
        train_steps_on_formulas = value(Report.TrainStepsOnFormulas),
        predictions = value(Report.Predictions),
    };

    private static string Number(double value) => Number(value, value < 100 ? "0.0" : "#,0");

    private static string Number(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace(',', ' ');
}
